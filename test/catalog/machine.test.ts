// The user's real libraries on the simulated machine: each program ends as its comments say, with tasks, resources and holders by
// name, and what one that completes says is what it says in Node.

import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { programsUnder, told, traceOf, waited } from "#test/support/catalog-programs";

const here = dirname(fileURLToPath(import.meta.url));
const programs = programsUnder(here);
/** Packages that database libraries ask for only where a program uses them. */
const DRIVERS = "better-sqlite3 mariadb mysql mysql2 oracledb pg-hstore sqlite3 tedious".split(" ");
const out = mkdtempSync(join(tmpdir(), "il-catalog-"));

it.each(programs)("$name", async ({ path, expected }) => {
  expect(told(await traceOf(path, here))).toEqual(expected);
});

it.each([
  ["tarn/run.ts", ["query: Pool.acquire() of pool, bounded", "query #2: Pool.acquire() of pool, bounded"]],
  [
    "redlock/run.ts",
    [
      'transfer: Redlock.lock() of redlock["alice"], bounded',
      'transfer #2: Redlock.lock() of redlock["bob"], bounded',
      'transfer: Redlock.lock() of redlock["bob"], bounded',
      'transfer #2: Redlock.lock() of redlock["alice"], bounded',
    ],
  ],
  [
    "redis-semaphore/run.ts",
    [
      "order: Mutex.acquire() of orders, bounded",
      "count: Mutex.acquire() of stock, bounded",
      "order: Mutex.acquire() of stock, bounded",
      "count: Mutex.acquire() of orders, bounded",
    ],
  ],
  [
    "knex/run.ts",
    [
      "main: knex.transaction() of db, bounded",
      "outside: knex.transaction() of db, bounded",
      "outside: knex.raw() of db, bounded",
    ],
  ],
])("bounded waits are told while they last: %s", async (path, waits) => {
  expect(waited(await traceOf(join(here, path), here))).toEqual(waits);
});

it.each(programs.filter(({ expected }) => expected.at(-1) === "completed"))("$name in Node", async (program) => {
  const outfile = join(out, `${program.name.replace("/", "-")}.mjs`);
  // Packages that are CommonJS ask for Node's modules by `require`.
  const banner = { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' };
  const options = {
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    external: DRIVERS,
  } as const;
  await build({ ...options, entryPoints: [program.path], outfile, banner });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
  const said = stdout
    .trimEnd()
    .split("\n")
    .map((line) => `says ${line}`);
  expect([...said, "completed"]).toEqual(program.expected);
});

// Each operation of the catalog that can wait is made to wait, and what the run then says is held against docs/waits.md.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { CATALOG } from "#engine/catalog/index";
import { traceOf } from "#test/support/catalog-programs";
import { entryOf, type WaitRow, waitingOperations, waitRows } from "#test/support/catalog-waits";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, "waits");
const page = join(here, "../../docs/waits.md");

/** Operations that never wait in a run, or whose library is not watched, and why. */
const SILENT: Readonly<Record<string, readonly [reason: string, ...operations: string[]]>> = {
  "@prisma/client": ["its client is generated from a schema and talks to a database"],
  comlink: ["it answers, and waits for nobody", "expose_"],
  effect: ["its fibers run, but are not watched", "Semaphore_take"],
  "node:child_process": [
    "a program's own file is refused there, and another is taken to have run",
    "spawnSync_",
    "execSync_",
    "execFileSync_",
  ],
  "node:cluster": ["none of its operations waits"],
  "proper-lockfile": ["it throws where somebody else has the lock", "lockSync_"],
};

const UNKNOWN = "a promise that nothing has settled yet";

const programs = readdirSync(folder)
  .filter((name) => !name.includes(".job."))
  .map((name) => {
    const module = /^\/\/ (\S+): /.exec(readFileSync(join(folder, name), "utf8"))?.[1] ?? "";
    return { name, module };
  });
const known = new Map<string, readonly WaitRow[]>();

it.each(programs)("$module", async ({ name, module }) => {
  const operations = waitingOperations(entryOf(module)).filter((one) => !(SILENT[module] ?? []).slice(1).includes(one));
  const rows = waitRows(await traceOf(join(folder, name), folder), operations);
  known.set(module, rows);
  expect(rows.map(({ operation }) => operation)).toEqual(operations);
  expect(rows.filter(({ words }) => words.includes(UNKNOWN))).toEqual([]);
});

it("every entry has a program, or a reason to have none", () => {
  const without = CATALOG.map(({ module }) => module).filter(
    (module) => !programs.some((one) => one.module === module),
  );
  expect(without.filter((module) => SILENT[module] === undefined)).toEqual([]);
});

it("docs/waits.md says what the runs say", () => {
  const text = pageOf(known);
  if (process.env.UPDATE === "1") writeFileSync(page, text);
  expect(readFileSync(page, "utf8")).toBe(text);
});

function pageOf(rows: ReadonlyMap<string, readonly WaitRow[]>): string {
  const lines = [
    "# What a wait is called",
    "",
    "What a simulation says of a task that waits in an operation of the [catalog](catalog.md), read off programs that make each of them",
    "wait (`test/catalog/waits/`). *bounded*: the wait ends by itself. *there*: the job that was handed over waits for that.",
    "",
    "| library | operation | what the task waits for | held by |",
    "| --- | --- | --- | --- |",
  ];
  for (const [module, all] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const { operation, words, heldBy } of all) {
      const shown = operation.replace(/_(?:call)?$/, "").replaceAll("_", ".");
      lines.push(`| ${module} | \`${shown}\` | ${words} | ${heldBy} |`);
    }
  }
  lines.push("", "Operations that are not in the table:", "");
  for (const [module, [reason, ...operations]] of Object.entries(SILENT)) {
    const which = operations.map((one) => `\`${one.replace(/_$/, "").replaceAll("_", ".")}\``).join(", ");
    lines.push(`- ${module}${which === "" ? "" : `, ${which}`}: ${reason}.`);
  }
  return `${lines.join("\n")}\n`;
}

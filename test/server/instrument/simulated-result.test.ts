// `@simulated` says what a function gives in a simulation, instead of running.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { simulate } from "../../support/against-node";
import { outputOf } from "../../support/simulate-js";
import { build } from "./program";

const MAIN = `import { Client } from "some-database";
const client = new Client();
/**
 * Reads a user.
 * @simulated { id, name: "user " + id } after 20 ms
 */
async function load(id: number) {
  const rows = await client.query("select", id);
  return rows[0];
}
/** @simulated throws new Error("down") after 5 ms */
const save = async (user: object): Promise<void> => client.write(user);
/** @simulated [1, 2, 3] */
function readAll(): Promise<number[]> { return client.all(); }
class Store {
  /** @simulated 42 */
  count() { return client.count(); }
}
/** @simulated { broken after 5 ms */
function broken() { return "its own"; }

const start = Date.now();
const user = await load(7);
console.log(JSON.stringify(user), Date.now() - start);
try { await save(user); } catch (error) { console.log(String(error), Date.now() - start); }
console.log((await readAll()).length, new Store().count(), broken());
`;

it("functions that reach outside give what their comments say, after the time they say", async () => {
  const trace = await simulate(
    { "tsconfig.json": "{}", "package.json": '{"type":"module"}', "main.ts": MAIN },
    { entry: "main.ts" },
  );
  expect(outputOf(trace)).toEqual(['{"id":7,"name":"user 7"} 20', "Error: down 25", "3 42 its own"]);
  const said = trace.assumptions
    .filter(({ kind }) => kind === "modelled-io")
    .map(({ message, site }) => `${(site === undefined ? 0 : (trace.sites[site]?.line ?? 0)) + 1}: ${message}`);
  expect(said).toEqual([
    '7: `load` is not run: as its comment says, it is taken to give `{ id, name: "user " + id }` after 20 ms.',
    '12: `save` is not run: as its comment says, it is taken to throw `new Error("down")` after 5 ms.',
    "14: `readAll` is not run: as its comment says, it is taken to give `[1, 2, 3]` after 1 ms.",
    "17: `Store.count` is not run: as its comment says, it is taken to give `42`.",
  ]);
});

const OTHERS = `/** @simulated { query: async (text: string) => [text], default: "pool" } */
import pool, { query as ask } from "some-database";
import { readFileSync, promises } from "node:fs";
/** @simulated { port: 8080 } */
const config = loadConfig();
/** @simulated "token" after 7 ms */
const token = await login();
/** @simulated fails with ECONNREFUSED after 3 ms */
async function connect(): Promise<void> { await fetch("https://example.org"); }
/**
 * @simulatedFile data/users.json [{ "name": "Ada" }]
 * @simulatedFile notes.txt first line
 */
console.log(pool, (await ask("select"))[0], config.port, token, Date.now() % 1000);
try { await connect(); } catch (error) { console.log((error as any).code); }
console.log(JSON.parse(readFileSync("data/users.json", "utf8"))[0].name, await promises.readFile("notes.txt", "utf8"));
console.log(await promises.readFile("unknown.json", "utf8"), readFileSync("unknown.txt", "utf8") === "");
declare function loadConfig(): { port: number };
declare function login(): Promise<string>;
`;

it("values, modules, failures and files are what their comments say", async () => {
  const trace = await simulate(
    { "tsconfig.json": "{}", "package.json": '{"type":"module"}', "main.ts": OTHERS },
    { entry: "main.ts" },
  );
  expect(outputOf(trace)).toEqual(["pool select 8080 token 7", "ECONNREFUSED", "Ada first line", "{} true"]);
  expect(trace.assumptions.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      expect.stringContaining("`some-database` is not loaded"),
      "`config` is not computed: as its comment says, it is taken to be `{ port: 8080 }`.",
      '`token` is not computed: as its comment says, it is taken to be `"token"` after 7 ms.',
      "Nobody has said what is in `/workspace/unknown.json`: reading it gives `{}`.",
    ]),
  );
});

it("standard input is what a comment says, and empty where none does", async () => {
  const read = `import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) console.log(line);
console.log("end");
`;
  const given = `/**\n * @simulatedFile /dev/stdin Ada\n * Grace\n */\n${read}`;
  const said = await simulate({ "main.mts": given }, { entry: "main.mts" });
  expect(outputOf(said)).toEqual(["Ada", "Grace", "end"]);
  const empty = await simulate({ "main.mts": read }, { entry: "main.mts" });
  expect(outputOf(empty)).toEqual(["end"]);
  expect(empty.assumptions.map(({ message }) => message)).toContainEqual(expect.stringContaining("standard input"));
});

it("a comment that says nothing is shown at its place", async () => {
  const main = `/** @simulated { broken */
function load() { return 1; }
/** @simulated 5 */
if (load() === 1) console.log("here");
/** @simulatedFile a.json { no json } */
console.log("there");
`;
  const { problems } = await build({ "main.ts": main });
  expect(problems.map(({ message, range }) => `${(range?.start.line ?? -1) + 1}: ${message}`)).toEqual([
    "5: What is said to be in `a.json` is no JSON.",
    "1: `{ broken` is no expression: ',' expected. What is below runs as it is.",
    "3: `@simulated` stands above a function, a variable with a value, or an import; here it means nothing.",
  ]);
});

it("the document's example runs, and says what the document says", async () => {
  const page = readFileSync(join(__dirname, "../../../docs/simulation.md"), "utf8");
  const [, example = ""] = /```ts\n([^`]*@simulatedFile[\s\S]*?)```/.exec(page) ?? [];
  const trace = await simulate(
    { "tsconfig.json": "{}", "package.json": '{"type":"module"}', "main.ts": example },
    { entry: "main.ts" },
  );
  expect(outputOf(trace)).toEqual(["Ada 8080 1", "ECONNREFUSED"]);
  for (const line of outputOf(trace)) expect(page).toContain(`\`${line}\``);
});

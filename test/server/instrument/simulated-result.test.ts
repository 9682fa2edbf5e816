// `@simulated` says what a function gives in a simulation, instead of running.

import { expect, it } from "vitest";
import { simulate } from "../../support/against-node";
import { outputOf } from "../../support/simulate-js";

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

// Functions that nobody calls are called with values made from their types, and what was made is said.

import { describe, expect, it } from "vitest";
import type { ScenarioRequest } from "#server/instrument/build-scenario";
import { simulate } from "../../support/against-node";
import { outputOf } from "../../support/simulate-js";
import { at } from "./program";

const ACCOUNT = `export class Account {
  constructor(readonly id: number, public balance: number, readonly label?: string) {}
}
export interface Note { readonly text: string; readonly tags: readonly string[]; extra?: number; next(): Promise<number> }
export enum Level { Low, High }
`;

async function run(files: Readonly<Record<string, string>>, request: Partial<ScenarioRequest>) {
  const trace = await simulate({ "tsconfig.json": "{}", ...files }, request);
  const arguments_ = trace.assumptions.filter(({ kind }) => kind === "argument");
  return {
    output: outputOf(trace),
    outcome: trace.outcome.kind,
    assumed: arguments_.map(({ message, site }) => ({
      message,
      line: site === undefined ? 0 : (trace.sites[site]?.line ?? 0) + 1,
    })),
  };
}

describe("calls that are made up", () => {
  it("a function is called twice at once, with two of its arguments exchanged", async () => {
    const text = `import { Account } from "./account";
export async function transfer(from: Account, to: Account, amount: number) {
  await null;
  console.log(from.id, to.id, amount);
}
`;
    const made = await run(
      { "lib.ts": text, "account.ts": ACCOUNT },
      { entry: "lib.ts", position: at(text, "await null") },
    );
    expect(made.output).toEqual(["1 2 1", "2 1 1"]);
    expect(made.assumed).toEqual([
      {
        message:
          "Nothing in the project was found that calls this: `transfer(from, to, amount)` and `transfer(to, from, amount)` are started together, with `from = new Account(1, 1), to = new Account(2, 2), amount = 1`. Say otherwise with `/** @simulate ... */` above it.",
        line: 2,
      },
    ]);
  });

  it("finds the deadlock of two crossed locks without being told how to call", async () => {
    const text = `class Lock {
  #held = false;
  readonly #waiting: (() => void)[] = [];
  async acquire() { if (this.#held) await new Promise<void>((go) => this.#waiting.push(go)); this.#held = true; }
  release() { this.#held = false; this.#waiting.shift()?.(); }
}
class Box { readonly lock = new Lock(); }
export async function move(from: Box, to: Box) {
  await from.lock.acquire();
  await null;
  await to.lock.acquire();
  to.lock.release();
  from.lock.release();
}
`;
    expect((await run({ "lib.ts": text }, { entry: "lib.ts", functionName: "move" })).outcome).toBe("deadlock");
  });

  it("values of every kind of type", async () => {
    const text = `import { type Note, Level, type Account } from "./account";
type Kind = "a" | "b";
type Pair<T> = readonly [T, T];
export async function show(note: Note, level: Level, kind: Kind, pair: [number, string], list: Account[], map: Map<string, number>,
  set: ReadonlySet<boolean>, done: (error: Error | null) => Promise<string>, maybe: string | undefined, record: Record<string, number>,
  { a, b }: { a: bigint; b: Date }, nothing: null | number, any: any, rest?: string) {
  console.log(JSON.stringify([note, await note.next(), level, kind, pair, list, [...map], [...set], await done(null), maybe, record, String(a), b, nothing, any, rest]));
}
`;
    const { output } = await run({ "lib.ts": text, "account.ts": ACCOUNT }, { entry: "lib.ts", functionName: "show" });
    expect(output[0]).toBe(
      JSON.stringify([
        { text: "text 1", tags: ["tags 1", "tags 2"] },
        1,
        0,
        "a",
        [1, "pair 1"],
        [
          { id: 1, balance: 1 },
          { id: 2, balance: 2 },
        ],
        [["map 1", 1]],
        [true],
        "result 1",
        "maybe 1",
        { "record 1": 1 },
        "1",
        new Date(0),
        1,
        "any 1",
        null,
      ]),
    );
  });

  it("a method is called twice at once on one object", async () => {
    const text = `export class Counter {
  #n: number;
  constructor(start: number) { this.#n = start; }
  async add(by: number) { const n = this.#n; await null; this.#n = n + by; console.log(this.#n); }
  static make() { console.log("static"); return new Counter(1); }
}
`;
    const add = await run({ "lib.ts": text }, { entry: "lib.ts", position: at(text, "await null") });
    expect(add.output).toEqual(["2", "2"]);
    expect(add.assumed[0]?.message).toContain(
      "`counter.add(by)` and `counter.add(by)` are started together, with `counter = new Counter(1), by = 1`",
    );
    expect((await run({ "lib.ts": text }, { entry: "lib.ts", functionName: "Counter.make" })).output).toEqual([
      "static",
      "static",
    ]);
  });

  it("several functions are started together, on the same values", async () => {
    const text = `import { Account } from "./account";
export async function deposit(account: Account, amount: number) { const b = account.balance; await null; account.balance = b + amount; console.log("deposit", account.balance); }
export async function audit(account: Account) { await null; console.log("audit", account.balance); }
`;
    const files = { "lib.ts": text, "account.ts": ACCOUNT };
    const both = await run(files, { entry: "lib.ts", functionName: "deposit, audit" });
    expect(both.output).toEqual(["deposit 2", "audit 2"]);
    const written = "deposit(new Account(1, 5), 2) | audit(new Account(2, 9))";
    const asked = await run(files, { entry: "lib.ts", functionName: written });
    expect(asked).toMatchObject({ output: ["deposit 7", "audit 9"], assumed: [] });
  });

  it("a worker that nobody starts gets what it says that it reads", async () => {
    const text = `import { parentPort, workerData } from "node:worker_threads";
interface Job { readonly id: number; readonly name: string }
const { size } = workerData as { size: number };
parentPort?.on("message", (job: Job) => { console.log(size, job.id, job.name); if (job.id === 2) parentPort?.close(); });
`;
    const { output, outcome, assumed } = await run({ "w.ts": text }, { entry: "w.ts" });
    expect(output).toEqual(["1 1 name 1", "1 2 name 2"]);
    expect(outcome).toBe("completed");
    expect(assumed[0]?.message).toBe(
      'Nothing in the project was found that starts this worker: it is started once, and given `workerData = { size: 1 }` and the messages `{ id: 1, name: "name 1" }`, `{ id: 2, name: "name 2" }`.',
    );
    const main =
      'import { Worker } from "node:worker_threads";\nnew Worker(new URL("./w.ts", import.meta.url), { workerData: { size: 7 } }).postMessage({ id: 2, name: "real" });\n';
    expect((await run({ "w.ts": text, "main.ts": main }, { entry: "w.ts" })).output).toEqual(["7 2 real"]);
  });

  it("JavaScript parameters by their names", async () => {
    const text =
      "export function work(id, count, callback, options, items) { callback(); console.log(typeof id, count, JSON.stringify(options), items.length); }\n";
    expect((await run({ "lib.js": text }, { entry: "lib.js", functionName: "work" })).output[0]).toBe("string 1 {} 2");
  });
});

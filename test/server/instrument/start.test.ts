// What is started when a person points at a function.

import { describe, expect, it } from "vitest";
import { writtenHost } from "./memory-host";
import { at, build, said } from "./program";
import { runPlain } from "./run-plain";

const LIB = `
/**
 * Moves money.
 * @simulate transfer("a", "b") | transfer("b", "a")
 */
async function transfer(from: string, to: string) {
  await null;
  console.log(from, to);
}
export async function audit() { console.log("audit"); }
export function needs(argument: number) { return argument; }
export class Bank { run() { console.log("run"); } }
`;

async function output(
  files: Readonly<Record<string, string>>,
  entry: string,
  text: string,
): Promise<readonly string[]> {
  const { scenario, problems } = await build(files, { entry, position: at(files[entry] ?? "", text) }, writtenHost);
  expect(problems.filter((problem) => problem.severity === "error")).toEqual([]);
  const [unit] = scenario?.units ?? [];
  return unit === undefined ? ["no unit"] : (await runPlain(unit)).output;
}

describe("pointing at a function", () => {
  it("starts the calls of its @simulate together, at module scope", async () => {
    expect(await output({ "lib.ts": LIB }, "lib.ts", "await null")).toEqual(["a b", "b a"]);
    expect(await output({ "lib.ts": LIB }, "lib.ts", "Moves money")).toEqual(["a b", "b a"]);
  });

  it("starts the program that reaches it", async () => {
    const files = {
      "lib.ts": LIB,
      "service.ts": 'import { needs } from "./lib";\nexport const start = () => console.log(needs(7));\n',
      "main.ts": 'import { start } from "./service.js";\nstart();\n',
      "lib.test.ts": 'import { needs } from "./lib";\nneeds(1);\n',
    };
    expect(await output(files, "lib.ts", "return argument")).toEqual(["7"]);
    expect(await output(files, "lib.ts", 'console.log("audit")')).toEqual(["7"]);
  });

  it("prefers the starter of a worker to the worker's own file", async () => {
    const files = {
      "w.ts":
        'import { parentPort } from "node:worker_threads";\nfunction work() { parentPort?.postMessage(1); }\nwork();\n',
      "main.ts": 'import { Worker } from "node:worker_threads";\nnew Worker(new URL("./w.ts", import.meta.url));\n',
    };
    const { scenario } = await build(
      files,
      { entry: "w.ts", position: at(files["w.ts"], "parentPort?.") },
      writtenHost,
    );
    expect(scenario?.entry).toBe("/workspace/main.ts");
  });

  it("calls a function without parameters that nothing reaches", async () => {
    expect(await output({ "lib.ts": LIB }, "lib.ts", 'console.log("audit")')).toEqual(["audit"]);
  });

  it("gives a stand-in for what cannot be made, and says so", async () => {
    const text =
      'import type { Strange } from "strange";\nexport function needs(argument: Strange) { argument.run(); console.log("called"); }\n';
    const needs = await build({ "lib.ts": text }, { entry: "lib.ts", position: at(text, "argument.run") });
    expect(needs.said?.start).toEqual({
      values: [{ name: "argument", text: 'standIn("Strange")' }],
      calls: ["needs(argument)", "needs(argument)"],
    });
    expect(await output({ "lib.ts": text }, "lib.ts", "argument.run")).toEqual(["called", "called"]);
  });

  it("says what to write where it cannot reach the function", async () => {
    const nested = "export function outer() { return { run() { console.log(1); } }; }\n";
    const method = await build({ "lib.ts": nested }, { entry: "lib.ts", functionName: "run" });
    expect(method.problems[0]?.message).toContain("cannot be called from the module");
    const hidden =
      "export class Box { static make() { return class { run() { console.log(1); } }; } #run() { console.log(2); } }\n";
    const own = await build({ "lib.ts": hidden }, { entry: "lib.ts", functionName: "Box.#run" });
    expect(own.problems[0]?.message).toContain("cannot be called from outside of its class");
  });

  it("calls a method of an object, and one of an abstract class through a subclass", async () => {
    const text = "export const api = { name: 'api', run() { console.log(this.name); } };\n";
    expect(await output({ "lib.ts": text }, "lib.ts", "console")).toEqual(["api"]);
    const base =
      "export abstract class Base { private constructor(readonly size: number) {} abstract read(): Promise<string>; abstract kind: 'a'; async run() { console.log(this.size, this.kind, await this.read()); } }\n";
    expect(await output({ "lib.ts": base }, "lib.ts", "console")).toEqual(["1 a result 1", "1 a result 1"]);
  });

  it("makes values of types that are made of other types", async () => {
    const text = `interface Options { readonly id: Id; readonly mode: Mode; readonly first: Options["mode"]; readonly tag: keyof Options; readonly make: new () => object; readonly map: { [K in Mode]: number } }
type Id = string & { readonly __brand: "id" };
enum Mode { Fast, Slow }
export function show<T extends { readonly n: number }, U>(options: Options, given: T, other: U) {
  console.log(typeof options.id, options.mode, options.first, options.tag, typeof options.make, given.n, other);
}
`;
    const line = "string 0 0 id function 1 other 1";
    expect(await output({ "lib.ts": text }, "lib.ts", "console")).toEqual([line, line]);
  });

  it("says that an @simulate is no call", async () => {
    const broken = "/** @simulate f(1, | f(2) */\nexport function f(a: number) { return a; }\n";
    const answer = await build({ "lib.ts": broken }, { entry: "lib.ts", position: at(broken, "return a") });
    expect(answer.scenario).toBeUndefined();
    expect(said(answer.problems, answer.root)[0]).toMatch(/^lib\.ts:1 error `f\(1, \| f\(2\)` is no expression/);
  });

  it("splits only at bars between calls", async () => {
    const text = '/** @simulate f([1 | 2, "|"]) | f(0 || 3) */\nexport function f(a: unknown) { console.log(a); }\n';
    expect(await output({ "lib.ts": text }, "lib.ts", "console.log")).toEqual(['[3,"|"]', "3"]);
  });

  it("starts a function by its name", async () => {
    const named = await build({ "lib.ts": LIB }, { entry: "lib.ts", functionName: "audit" });
    const [unit] = named.scenario?.units ?? [];
    expect(unit && (await runPlain(unit)).output).toEqual(["audit"]);
    const unknown = await build({ "lib.ts": LIB }, { entry: "lib.ts", functionName: "nobody" });
    expect(said(unknown.problems, unknown.root)).toEqual(["lib.ts error There is no function `nobody` in this file."]);
  });
});

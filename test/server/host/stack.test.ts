// What `error.stack` says in a simulated program: the places of the user's own source, and nothing of the engine or the host.

import { beforeAll, describe, expect, it } from "vitest";
import { createMachine, type Machine, stdoutOf } from "../../fidelity/machine";
import { writtenHost } from "../instrument/memory-host";
import { build, scenarioOf } from "../instrument/program";

let machine: Machine;
beforeAll(async () => {
  machine = await createMachine();
});

async function printed(files: Readonly<Record<string, string>>, entry = "main.cts"): Promise<readonly string[]> {
  const { scenario, problems } = await build(files, { entry }, writtenHost);
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  return stdoutOf(machine.simulate(scenario)).trimEnd().split("\n");
}

describe("error.stack", () => {
  it("names functions, methods and constructors with their lines, innermost first", async () => {
    const lines = await printed({
      "main.cts": [
        "class Account {",
        "  constructor(readonly limit: number) {",
        "    if (limit < 0) throw new RangeError('negative');",
        "  }",
        "  withdraw(amount: number) {",
        "    if (amount > this.limit) {",
        "      throw new Error('too much');",
        "    }",
        "  }",
        "}",
        "function shown(run: () => void) {",
        "  try { run(); } catch (error: any) { console.log(error.stack); }",
        "}",
        "shown(() => new Account(1).withdraw(5));",
        "shown(() => { new Account(-1); });",
      ].join("\n"),
    });
    expect(lines).toEqual([
      "Error: too much",
      "    at Account.withdraw (/workspace/main.cts:7:7)",
      "    at /workspace/main.cts:14:13",
      "    at shown (/workspace/main.cts:12:9)",
      "    at Object.<anonymous> (/workspace/main.cts:14:1)",
      "RangeError: negative",
      "    at new Account (/workspace/main.cts:3:20)",
      "    at /workspace/main.cts:15:15",
      "    at shown (/workspace/main.cts:12:9)",
      "    at Object.<anonymous> (/workspace/main.cts:15:1)",
    ]);
  });

  it("shows asynchronous functions by their names, before and after an await, and functions of the language between the user's", async () => {
    const lines = await printed(
      {
        "main.mts": [
          "async function first() {",
          "  console.log([1].map(() => new Error('before').stack)[0]);",
          "  await null;",
          "  console.log(new Error('after').stack);",
          "}",
          "await first();",
        ].join("\n"),
      },
      "main.mts",
    );
    expect(lines).toEqual([
      "Error: before",
      "    at /workspace/main.mts:2:23",
      "    at Array.map (<anonymous>)",
      "    at first (/workspace/main.mts:2:3)",
      "    at /workspace/main.mts:6:7",
      "Error: after",
      "    at first (/workspace/main.mts:4:3)",
    ]);
  });

  it("follows into other files, and names a library's file without a line", async () => {
    const lines = await printed({
      "main.cts": "import { run } from './part.cts';\nimport { twice } from 'lib';\ntwice(() => run());\n",
      "part.cts":
        "export function run() {\n  console.log(new Error('here').stack);\n  throw new TypeError('there');\n}\n",
      "node_modules/lib/package.json": '{ "name": "lib", "main": "index.js" }',
      "node_modules/lib/index.js":
        "exports.twice = function twice(f) { try { f(); } catch { } f = null; try { f(); } catch (e) { console.log(e.stack); } };",
    });
    expect(lines.filter((line) => !line.startsWith("TypeError"))).toEqual([
      "Error: here",
      "    at run (/workspace/part.cts:2:3)",
      "    at /workspace/main.cts:3:7",
      expect.stringMatching(/^ {4}at (?:exports\.|Object\.)?twice \(\/workspace\/node_modules\/lib\/index\.js\)$/),
      "    at Object.<anonymous> (/workspace/main.cts:3:1)",
      expect.stringMatching(/^ {4}at (?:exports\.|Object\.)?twice \(\/workspace\/node_modules\/lib\/index\.js\)$/),
      "    at Object.<anonymous> (/workspace/main.cts:3:1)",
    ]);
  });

  it("is printed with an error and with one that nobody caught, and crosses to the parent thread", async () => {
    const scenario = await scenarioOf(
      {
        "main.cts": [
          "const { Worker } = require('node:worker_threads');",
          "console.log(new Error('shown'));",
          "const w = new Worker('./worker.cts');",
          "w.on('error', (e: Error) => { console.log(e.stack); throw new Error('at last'); });",
        ].join("\n"),
        "worker.cts": "function fail() {\n  throw new Error('in the worker');\n}\nfail();\n",
      },
      { entry: "main.cts" },
    );
    const trace = machine.simulate(scenario);
    const text = (stream: string) =>
      trace.events.flatMap((event) =>
        event.kind === "output" && event.stream === stream ? event.text.split("\n") : [],
      );
    expect(text("stdout")).toEqual([
      "Error: shown",
      "    at Object.<anonymous> (/workspace/main.cts:2:1)",
      "Error: in the worker",
      "    at fail (/workspace/worker.cts:2:3)",
      "    at Object.<anonymous> (/workspace/worker.cts:4:1)",
    ]);
    expect(text("stderr")[0]).toBe("Uncaught Error: at last");
    expect(text("stderr")[1]).toMatch(/^ {4}at .*\(?\/workspace\/main\.cts:4:\d+\)?$/);
  });

  it("says the code of Node's own errors, and where the user called", async () => {
    const lines = await printed({
      "main.cts":
        "function wrong() {\n  setTimeout(5 as any);\n}\ntry { wrong(); } catch (e: any) { console.log(e.stack); }\n",
    });
    expect(lines).toEqual([
      'TypeError [ERR_INVALID_ARG_TYPE]: The "callback" argument must be of type function. Received type number (5)',
      "    at wrong (/workspace/main.cts:2:3)",
      "    at Object.<anonymous> (/workspace/main.cts:4:7)",
    ]);
  });

  it("is what the program's own Error.prepareStackTrace makes of it, until that is taken back", async () => {
    const lines = await printed({
      "main.cts": [
        "const E: any = Error, before = E.prepareStackTrace;",
        "E.prepareStackTrace = (_: Error, frames: any[]) => 'own ' + (frames.length > 0);",
        "console.log(new Error('a').stack);",
        "E.prepareStackTrace = before;",
        "console.log(new Error('b').stack);",
        "E.prepareStackTrace = undefined;",
        "const o: any = {};",
        "Error.captureStackTrace(o);",
        "console.log(o.stack);",
      ].join("\n"),
    });
    expect(lines).toEqual([
      "own true",
      "Error: b",
      "    at Object.<anonymous> (/workspace/main.cts:5:1)",
      "Error",
      "    at Object.<anonymous> (/workspace/main.cts:8:1)",
    ]);
  });
});

// Ways from simulated code to the host, tried in the child process that runs it: each leads nowhere.

import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_MACHINE } from "#engine/machine";
import { simulateInChild } from "#server/host/node-host";
import { outputOf } from "../../support/simulate-js";
import { scenarioOf } from "../instrument/program";
import { buildHost } from "./built-host";

const LIMITS = { timeoutMs: 60_000, memoryMb: 128 };

/** Each gives something of the host, if it gives anything. */
const WAYS: readonly string[] = [
  "[].constructor.constructor('return process')()",
  "(async () => undefined).constructor('return process')()",
  "(function* () {}).constructor('return process')()",
  "(async function* () {}).constructor('return process')()",
  "(setTimeout as any).constructor('return process')()",
  "(Promise.resolve as any).constructor.constructor('return process')()",
  "(process.nextTick as any).constructor('return process')()",
  "(console.log as any).constructor('return process')()",
  "(new URL('http://a/') as any).constructor.constructor('return process')()",
  "(new TextEncoder() as any).encode('a').constructor.constructor('return process')()",
  "new Function('return process')()",
  "new Function('return this.constructor.constructor(\"return process\")()')()",
  "new Function('return import(\"node:process\")')()",
  "new Function('a', 'return a.constructor(\"return process\")()')(new Function(''))",
  "new Function('return (function () { return this; })().process')()",
  "new Function('return exports.constructor.constructor(\"return process\")()')()",
  "(0, eval)('process')",
  "eval('process')",
  "Reflect.construct(Function, ['return process'])()",
  "(() => { (Error as any).prepareStackTrace = (_: unknown, frames: any[]) => frames[0].getThis() ?? frames[0].getFunction().constructor('return process')(); return new Error().stack; })()",
  "(() => { (Error as any).prepareStackTrace = (_: unknown, frames: any[]) => frames.map((f) => f.getFunction?.()).find((f) => f)?.constructor('return process')(); try { (null as any).x; } catch (e) { return (e as any).stack.exit; } })()",
  "(() => { class S extends Array { static get [Symbol.species](): any { return Function; } } return (new S(1, 2) as any).map((x: unknown) => x)('return process'); })()",
  "(require as any)('module')._load('fs').readFileSync('/etc/hostname', 'utf8').length > 0 && process",
  "(process as any).binding('fs').open.constructor('return process')()",
  "(process as any).mainModule.require('fs').constructor.constructor('return process')()",
  "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))",
];

describe("simulated code", () => {
  let hostFile = "";
  beforeAll(async () => {
    hostFile = await buildHost();
  });

  it("finds no way to the host's process", async () => {
    const tries = WAYS.map(
      (
        way,
        index,
      ) => `try { const got: any = ${way}; if (got !== process && typeof got?.exit === "function" && got.pid !== process.pid) console.log("open", ${index}); } catch {}
        (Error as any).prepareStackTrace = undefined;`,
    );
    const scenario = await scenarioOf({ "main.ts": `${tries.join("\n")}\nconsole.log("tried", process.pid);` });
    const answer = await simulateInChild(scenario, DEFAULT_MACHINE, { ...LIMITS, hostFile });
    if ("error" in answer) throw new Error(answer.error.message);
    expect(outputOf(answer.trace)).toEqual(["tried 1000"]);
  });

  it("finds only the language behind a sloppy this", async () => {
    const scenario = await scenarioOf(
      {
        "main.cts": `const outer: any = (function (this: unknown) { return this; })();
        console.log(Object.getOwnPropertyNames(outer ?? {}).filter((name) => /process|require|fetch|console|set[A-Z]|Worker|global$/.test(name)).join());
        console.log(typeof outer?.Atomics?.wait);`,
      },
      { entry: "main.cts" },
    );
    const answer = await simulateInChild(scenario, DEFAULT_MACHINE, { ...LIMITS, hostFile });
    if ("error" in answer) throw new Error(answer.error.message);
    expect(outputOf(answer.trace)).toEqual(["", "undefined"]);
  });

  it.each([
    ["an array", "const all: unknown[] = []; for (;;) all.push(new Array(100000).fill(all.length));"],
    ["a text", "let text = 'ab'; for (;;) text += text + text;"],
    [
      "a map",
      "const map = new Map<string, unknown>(); for (let i = 0; ; i++) map.set('k' + i, new Array(1000).fill(i));",
    ],
  ])("that grows %s without end is stopped, and why is said", async (_name, code) => {
    const scenario = await scenarioOf({ "main.ts": code });
    const answer = await simulateInChild(scenario, DEFAULT_MACHINE, { ...LIMITS, memoryMb: 64, hostFile });
    if ("error" in answer) expect(["memory", "timeout"]).toContain(answer.error.kind);
    else expect(answer.trace.outcome).toMatchObject({ kind: expect.stringMatching(/^(?:bound|failed)$/) });
  });
});

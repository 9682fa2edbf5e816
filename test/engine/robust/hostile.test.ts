// Hostile and broken programs: each run is bounded, and says what bounded it; nothing of the host is in reach.

import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { run } from "#engine/run";
import { compileUnits } from "#server/host/in-process-host";
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../server/instrument/program";
import { outputOf } from "../../support/simulate-js";

const LIMITS = { ...DEFAULT_MACHINE.limits, fuelPerJob: 20_000, maxEvents: 20_000 };

async function runProgram(files: Readonly<Record<string, string>>, settings: Partial<MachineSettings> = {}) {
  const scenario = await scenarioOf(files);
  return run({ scenario, machine: { ...DEFAULT_MACHINE, limits: LIMITS, ...settings }, host: compileUnits(scenario) });
}

describe("a program that never ends", () => {
  const ENDLESS: Readonly<Record<string, readonly [code: string, limit: string]>> = {
    "a loop": ["while (true);", "fuel"],
    "a loop that catches everything": ["for (;;) { try { for (;;); } catch {} finally { continue; } }", "fuel"],
    "a loop in a generator": ["function* g() { for (;;) yield 1; } for (const x of g()) void x;", "fuel"],
    "a loop in a getter": ["const o = { get x() { for (;;); } }; void o.x;", "fuel"],
    "a loop in a comparator": ["[3, 2, 1].sort(() => { for (;;); });", "fuel"],
    microtasks: ["const f = (): void => queueMicrotask(f); f();", "fuel"],
    promises: ["const f = (): unknown => Promise.resolve().then(f); f();", "fuel"],
    ticks: ["const f = (): void => process.nextTick(f); f();", "fuel"],
    "while (true) await": ["async function f() { while (true) await null; } f();", "fuel"],
    "for await": [
      "async function* g() { for (;;) yield 1; } (async () => { for await (const x of g()) void x; })();",
      "fuel",
    ],
    recursion: ["function f(n: number): number { return f(n + 1) + 1; } f(0);", "depth"],
    "mutual recursion that catches everything": [
      "function a(): void { try { b(); } catch { b(); } } function b(): void { try { a(); } catch { a(); } } a();",
      "depth",
    ],
    "a thenable that resolves to itself": [
      "const t = { then(r: (x: unknown) => void) { r(t); } }; Promise.resolve(t);",
      "events",
    ],
  };

  it.each(Object.entries(ENDLESS))("%s is stopped, with its line", async (_name, [code, limit]) => {
    const trace = await runProgram({ "main.ts": `console.log("begins");\n${code}` });
    expect(trace.outcome).toMatchObject({ kind: "bound" });
    if (trace.outcome.kind === "bound") {
      expect(trace.outcome.limit).toBe(limit);
      expect(trace.outcome.message).not.toBe("");
    }
    expect(outputOf(trace)[0]).toBe("begins");
  });

  it("asynchronous recursion fails as it does in Node", async () => {
    const trace = await runProgram({ "main.ts": "async function f(): Promise<void> { await f(); }\nf();" });
    expect(trace.outcome).toMatchObject({ kind: "failed", exitCode: 1 });
  });

  it.each([
    ["timers", "const f = (): void => { setTimeout(f, 1); }; f();"],
    ["immediates", "const f = (): void => { setImmediate(f); }; f();"],
    ["an interval", "setInterval(() => undefined, 1);"],
    [
      "two threads that answer each other",
      "const { port1, port2 } = new MessageChannel(); port1.on('message', () => port1.postMessage(1)); port2.on('message', () => port2.postMessage(1)); port1.postMessage(1);",
    ],
  ])("%s meet the bound of the run", async (_name, code) => {
    const trace = await runProgram({
      "main.ts": `import { MessageChannel } from "node:worker_threads"; void MessageChannel;\n${code}`,
    });
    expect(["bound", "kept-alive"]).toContain(trace.outcome.kind);
    expect(trace.events.length).toBeLessThanOrEqual(LIMITS.maxEvents + 10);
  });
});

describe("a program of many", () => {
  it("10,000 tasks run to their end", async () => {
    const code = `
      let sum = 0;
      async function one(i: number): Promise<void> { await null; sum += i; }
      const all: Promise<void>[] = [];
      for (let i = 0; i < 10000; i++) all.push(one(i));
      Promise.all(all).then(() => console.log(all.length, sum));`;
    const trace = await runProgram({ "main.ts": code }, { limits: DEFAULT_MACHINE.limits });
    expect([trace.outcome.kind, outputOf(trace)]).toEqual(["completed", ["10000 49995000"]]);
    expect(trace.tasks.length).toBeGreaterThanOrEqual(10_000);
  });

  it("1,000 workers run to their end", async () => {
    const trace = await runProgram(
      {
        "main.ts": `
          import { Worker } from "node:worker_threads";
          let left = 1000;
          for (let i = 0; i < 1000; i++) new Worker(new URL("./worker.ts", import.meta.url), { workerData: i }).on("exit", () => { if (--left === 0) console.log("all"); });`,
        "worker.ts": `import { workerData } from "node:worker_threads"; if (workerData < 0) console.log("never");`,
      },
      { limits: DEFAULT_MACHINE.limits },
    );
    expect([trace.outcome.kind, outputOf(trace), trace.threads.length]).toEqual(["completed", ["all"], 1001]);
  });
});

describe("what a program throws", () => {
  const THROWN: Readonly<Record<string, string>> = {
    "an object with a trap for everything":
      "throw new Proxy({}, { get() { throw 1; }, has() { throw 2; }, ownKeys() { throw 3; }, getPrototypeOf() { throw 4; } });",
    "an error whose fields throw":
      "throw Object.defineProperties(new Error('x'), { message: { get() { throw 1; } }, name: { get() { throw 2; } }, stack: { get() { throw 3; } } });",
    "a symbol": "throw Symbol('s');",
    null: "throw null;",
    "an object without a prototype": "throw Object.create(null);",
    "a function": "throw () => 1;",
    "a rejection with such an object": "Promise.reject(new Proxy({}, { get() { throw 1; } }));",
    "an error that formats stacks":
      "(Error as any).prepareStackTrace = () => { throw 1; }; throw new Error('formatted');",
  };

  it.each(Object.entries(THROWN))("%s fails the program, not the engine", async (_name, code) => {
    const trace = await runProgram({ "main.ts": `console.log("begins");\n${code}` });
    expect(trace.outcome).toMatchObject({ kind: "failed", exitCode: 1 });
    expect(outputOf(trace)).toEqual(["begins"]);
  });
});

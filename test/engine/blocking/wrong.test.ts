// What goes wrong over shared memory is named: who waits where for what, and where the simulation itself has to stop.

import { readFileSync } from "node:fs";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { run } from "#engine/run";
import { toPretty } from "#engine/trace/export/pretty";
import type { Trace } from "#engine/trace/trace";
import { compileUnits } from "#server/host/in-process-host";
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../server/instrument/program";
import { outputOf } from "../../support/simulate-js";

async function runProgram(files: Readonly<Record<string, string>>, settings: Partial<MachineSettings> = {}) {
  const scenario = await scenarioOf(files);
  return run({ scenario, machine: { ...DEFAULT_MACHINE, ...settings }, host: compileUnits(scenario) });
}

function lineOf(trace: Trace, site: number | undefined): string {
  const place = site === undefined ? undefined : trace.sites[site];
  return place === undefined ? "nowhere" : `${trace.files[place.file]?.path}:${place.line + 1}`;
}

describe("two locks of shared memory in opposite order", () => {
  const example = (name: string) => readFileSync(`examples/memory-locks/${name}`, "utf8");
  const files = {
    "main.ts": example("main.ts"),
    "diner.ts": example("diner.ts"),
    "lock.ts": example("lock.ts"),
  };

  it("deadlock, with who holds what since which line", async () => {
    const trace = await runProgram(files);
    const { outcome } = trace;
    expect(outputOf(trace)).toEqual(["left has one fork", "right has one fork"]);
    if (outcome.kind !== "deadlock") throw new Error(`the outcome is ${outcome.kind}`);
    expect(outcome.cycle).toHaveLength(2);
    expect(outcome.blocked.map(({ wait, heldBy, site }) => [wait.kind, heldBy.length, lineOf(trace, site)])).toEqual([
      ["acquire", 1, "lock.ts:17"],
      ["acquire", 1, "lock.ts:17"],
    ]);
    expect(outcome.cycle.map((edge) => lineOf(trace, edge.site))).toEqual(["lock.ts:17", "lock.ts:17"]);
    const held = trace.resources.filter((resource) => resource.kind === "mutex");
    expect(held.map(({ origin, capacity }) => [origin, capacity])).toEqual([
      ["lock word in shared memory", 1],
      ["lock word in shared memory", 1],
    ]);
    const states = trace.events.filter((event) => event.kind === "thread-state" && event.wait?.kind === "acquire");
    expect(states).toHaveLength(2);
    expect(toPretty(trace)).toContain("far.cells[1], held by");
  });

  it("completes where both take them in one order", async () => {
    const trace = await runProgram({ ...files, "main.ts": files["main.ts"].replace('"right", 1, 0', '"right", 0, 1') });
    expect(trace.outcome).toEqual({ kind: "completed", exitCode: 0 });
    expect(outputOf(trace).filter((line) => line.endsWith("eats"))).toHaveLength(2);
  });
});

describe("a wake-up that is lost", () => {
  const program = (wait: string) => ({
    "main.ts": `
      import { Worker } from "node:worker_threads";
      const memory = new SharedArrayBuffer(16);
      const cells = new Int32Array(memory);
      new Worker(new URL("./worker.ts", import.meta.url), { workerData: memory });
      while (Atomics.load(cells, 2) === 0) Atomics.wait(cells, 2, 0);
      Atomics.store(cells, 0, 1);
      Atomics.notify(cells, 1);`,
    "worker.ts": `
      import { workerData } from "node:worker_threads";
      const cells = new Int32Array(workerData);
      const ready = () => Atomics.load(cells, 0) === 1;
      if (!ready()) {
        Atomics.store(cells, 2, 1);
        Atomics.notify(cells, 2);
        let slow = 0;
        for (let i = 0; i < 50; i++) slow += i;
        ${wait}
      }
      console.log("ready");`,
  });

  it("leaves its waiter for ever, and names the cell and the line", async () => {
    const trace = await runProgram(program("Atomics.wait(cells, 1, 0);"));
    expect(trace.outcome).toMatchObject({
      kind: "deadlock",
      blocked: [{ wait: { kind: "event", text: "Atomics.wait: cells[1] is 0" } }],
    });
    if (trace.outcome.kind === "deadlock") expect(lineOf(trace, trace.outcome.blocked[0]?.site)).toBe("worker.ts:10");
    expect(outputOf(trace)).toEqual([]);
  });

  it("is none where the cell that is waited for says it too", async () => {
    const trace = await runProgram(program("Atomics.wait(cells, 0, 0);"));
    expect([trace.outcome, outputOf(trace)]).toEqual([{ kind: "completed", exitCode: 0 }, ["ready"]]);
  });
});

describe("waits with an end", () => {
  it("time out in virtual time", async () => {
    const trace = await runProgram({
      "main.ts": `
        const cells = new Int32Array(new SharedArrayBuffer(8));
        const before = performance.now();
        console.log(Atomics.wait(cells, 0, 0, 30), Math.floor(performance.now() - before));`,
    });
    expect([trace.outcome.kind, outputOf(trace)]).toEqual(["completed", ["timed-out 30"]]);
  });

  it("end with the worker that is terminated in one", async () => {
    const trace = await runProgram({
      "main.ts": `
        import { Worker } from "node:worker_threads";
        const memory = new SharedArrayBuffer(8);
        const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: memory });
        worker.on("message", async () => console.log("terminated", await worker.terminate()));`,
      "worker.ts": `
        import { parentPort, workerData } from "node:worker_threads";
        parentPort!.postMessage("in");
        try { Atomics.wait(new Int32Array(workerData), 0, 0); } finally { console.log("never"); }`,
    });
    expect([trace.outcome.kind, outputOf(trace)]).toEqual(["completed", ["terminated 1"]]);
  });
});

describe("code that cannot be suspended", () => {
  const HOLES: Readonly<Record<string, string>> = {
    "a getter": "const o = { get x() { wait(); return 1; } }; o.x;",
    "a setter": "const o = { set x(v: number) { wait(); } }; o.x = 1;",
    "a constructor": "class C { constructor() { wait(); } } new C();",
    "an initialiser": "class C { field = wait(); } new C();",
    "a static block": "class C { static { wait(); } } void C;",
    "a default value": "function f(x = wait()) { return x; } f();",
    "a generator": "function* g() { wait(); yield 1; } for (const x of g()) void x;",
    "a comparator": "[2, 1].sort((a, b) => { wait(); return a - b; });",
    "a replacer": '"x".replace(/x/, () => { wait(); return "y"; });',
    "an executor": "new Promise<void>((resolve) => { wait(); resolve(); });",
    "a conversion": "String({ toString() { wait(); return 's'; } });",
    "an iterator":
      "for (const x of { [Symbol.iterator]: () => ({ next() { wait(); return { done: true, value: 0 }; } }) }) void x;",
    "a trap": "(new Proxy({}, { get() { wait(); return 1; } }) as { x?: number }).x;",
    "a namespace": "namespace N { export const x = wait(); } void N;",
  };

  it.each(Object.entries(HOLES))("stops the run in %s, and says where", async (_name, code) => {
    const trace = await runProgram({
      "main.ts": `
        const cells = new Int32Array(new SharedArrayBuffer(8));
        function wait(): string { return Atomics.wait(cells, 0, 0); }
        ${code}
        console.log("went on");`,
    });
    expect(trace.outcome).toMatchObject({ kind: "bound", limit: "suspension" });
    if (trace.outcome.kind === "bound") {
      expect(trace.outcome.message).toContain("Atomics.wait on cells[0]");
      expect(lineOf(trace, trace.outcome.site)).toBe("main.ts:3");
    }
    expect(trace.events.filter((event) => event.kind === "limit")).toHaveLength(1);
    expect(outputOf(trace)).toEqual([]);
  });

  it("is told apart from code of the language that passes a wait on", async () => {
    const trace = await runProgram({
      "main.ts": `
        const cells = new Int32Array(new SharedArrayBuffer(8));
        function wait(this: unknown, limit: number): string { return Atomics.wait(cells, 0, 0, limit); }
        const bound = wait.bind(undefined, 3);
        console.log(wait.call(null, 1), wait.apply(null, [2]), bound(), Reflect.apply(wait, null, [4]));`,
    });
    expect(trace.outcome).toMatchObject({ kind: "bound", limit: "suspension" });
  });

  it("does what need not wait all the same", async () => {
    const trace = await runProgram({
      "main.ts": `
        const cells = new Int32Array(new SharedArrayBuffer(8));
        class Counter { constructor() { Atomics.add(cells, 0, 1); } get value() { return Atomics.load(cells, 0); } }
        structuredClone(cells.buffer);
        console.log(new Counter().value + new Counter().value, [3, 1, 2].sort((a, b) => { Atomics.add(cells, 1, 1); return a - b; }), Atomics.wait(cells, 0, 7));`,
    });
    expect([trace.outcome.kind, outputOf(trace)]).toEqual(["completed", ["3 [ 1, 2, 3 ] not-equal"]]);
  });
});

describe("a busy wait", () => {
  it("that nobody ends is named with the cell and the value that it waits for to change", async () => {
    const trace = await runProgram({
      "main.ts": `
        const cells = new Int32Array(new SharedArrayBuffer(8));
        structuredClone(cells.buffer);
        while (Atomics.load(cells, 1) === 0);
        console.log("never");`,
    });
    expect(trace.outcome).toMatchObject({ kind: "bound", limit: "fuel", message: expect.stringContaining("cells[1]") });
    if (trace.outcome.kind === "bound") {
      expect(trace.outcome.message).toContain("busy wait");
      expect(lineOf(trace, trace.outcome.site)).toBe("main.ts:4");
    }
  });

  it("that another thread ends costs its time and is over", async () => {
    const files = {
      "main.ts": `
        import { Worker } from "node:worker_threads";
        const cells = new Int32Array(new SharedArrayBuffer(8));
        new Worker(new URL("./worker.ts", import.meta.url), { workerData: cells });
        while (Atomics.load(cells, 1) === 0) Atomics.pause?.();
        console.log("saw", Atomics.load(cells, 1));`,
      "worker.ts": `
        import { workerData } from "node:worker_threads";
        Atomics.store(workerData, 1, 5);`,
    };
    const trace = await runProgram(files);
    expect([trace.outcome.kind, outputOf(trace)]).toEqual(["completed", ["saw 5"]]);
    // One CPU and no time slices: whoever spins never lets the other begin.
    expect((await runProgram(files, { cpus: 1 })).outcome).toMatchObject({ kind: "bound", limit: "fuel" });
    expect((await runProgram(files, { cpus: 1, policy: "round-robin", quantum: 50 })).outcome.kind).toBe("completed");
  });
});

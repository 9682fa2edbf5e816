// Data races on shared memory are found and both accesses named; corrected twins are silent.

import { createRaceDetector } from "#engine/analysis/races";
import { DEFAULT_MACHINE } from "#engine/machine";
import { run } from "#engine/run";
import { toReport } from "#engine/trace/export/json";
import { toPretty } from "#engine/trace/export/pretty";
import { compileUnits } from "#server/host/in-process-host";
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../server/instrument/program";
import { outputOf } from "../../support/simulate-js";
import { CORRECT } from "./programs";

async function traceOf(files: Readonly<Record<string, string>>) {
  const scenario = await scenarioOf(files);
  return run({ scenario, machine: DEFAULT_MACHINE, host: compileUnits(scenario) });
}

const COUNT = (step: string) => ({
  "main.ts": `
    import { Worker } from "node:worker_threads";
    const memory = new SharedArrayBuffer(16);
    const counter = new Int32Array(memory);
    let left = 2;
    for (const name of ["a", "b"]) {
      new Worker(new URL("./worker.ts", import.meta.url), { workerData: memory }).on("exit", () => {
        if (--left === 0) console.log("counted", counter[0]);
      });
    }`,
  "worker.ts": `
    import { workerData } from "node:worker_threads";
    const counter = new Int32Array(workerData);
    for (let i = 0; i < 10; i++) {
      ${step}
    }`,
});

describe("races on shared memory", () => {
  it.each([
    ["counter[0]++;"],
    ["counter[0] += 1;"],
    ["counter[0] = counter[0]! + 1;"],
    ["--counter[0]; counter[0] = counter[0] + 2;"],
  ])("%s of two threads is one, and loses updates", async (step) => {
    const trace = await traceOf(COUNT(step));
    const [line = ""] = outputOf(trace);
    expect(Number(line.slice("counted ".length))).toBeLessThan(20);
    const { races } = toReport(trace);
    expect(races.length).toBeGreaterThan(0);
    for (const { element, accesses } of races) {
      expect(element).toBe("counter[0]");
      expect(accesses.map(({ file, line: at, atomic }) => [file, at, atomic])).toEqual([
        ["worker.ts", 5, false],
        ["worker.ts", 5, false],
      ]);
      expect(new Set(accesses.map(({ by }) => by)).size).toBe(2);
      expect(accesses.some(({ kind }) => kind === "write")).toBe(true);
    }
    expect(toPretty(trace)).toContain("Data races");
  });

  it("is none where the step is atomic", async () => {
    const trace = await traceOf(COUNT("Atomics.add(counter, 0, 1);"));
    expect([outputOf(trace), trace.races]).toEqual([["counted 20"], undefined]);
  });

  it("is one between a plain and an atomic access", async () => {
    const trace = await traceOf(COUNT("if (counter[0]! < 100) Atomics.add(counter, 0, 1);"));
    expect(trace.races?.[0]).toMatchObject({ element: "counter[0]" });
    expect(new Set(trace.races?.flatMap(({ first, second }) => [first.atomic, second.atomic]))).toEqual(
      new Set([true, false]),
    );
  });

  it("is one where the flag that should order them is read plainly", async () => {
    const files = (look: string) => ({
      "main.ts": `
        import { Worker } from "node:worker_threads";
        const memory = new SharedArrayBuffer(16);
        const cells = new Int32Array(memory);
        new Worker(new URL("./worker.ts", import.meta.url), { workerData: memory });
        cells[1] = 7;
        Atomics.store(cells, 0, 1);`,
      "worker.ts": `
        import { workerData } from "node:worker_threads";
        const cells = new Int32Array(workerData);
        while (${look} === 0);
        console.log(cells[1]);`,
    });
    const wrong = await traceOf(files("cells[0]"));
    expect(wrong.races?.map(({ element }) => element).sort()).toEqual(["cells[0]", "cells[1]"]);
    expect((await traceOf(files("Atomics.load(cells, 0)"))).races).toBeUndefined();
  });

  it("is none across a message, a start, an exit or a lock", async () => {
    const trace = await traceOf({
      "main.ts": `
        import { Worker } from "node:worker_threads";
        const memory = new SharedArrayBuffer(64);
        const cells = new Int32Array(memory);
        cells[0] = 1;
        const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: memory });
        cells[1] = 2;
        worker.postMessage("second");
        worker.once("message", () => {
          console.log(cells[2]);
          void navigator.locks.request("shared", async () => { cells[4] = 1; });
        });
        worker.on("exit", () => console.log(cells[3]));`,
      "worker.ts": `
        import { parentPort, workerData } from "node:worker_threads";
        const cells = new Int32Array(workerData);
        const first = cells[0];
        parentPort!.once("message", async () => {
          cells[2] = first! + cells[1]!;
          await navigator.locks.request("shared", async () => { cells[4] = 2; });
          parentPort!.postMessage("done");
          await navigator.locks.request("shared", async () => { cells[4] = 3; });
          cells[3] = 9;
        });`,
    });
    expect([trace.outcome.kind, outputOf(trace), trace.races]).toEqual(["completed", ["3", "9"], undefined]);
  });

  it.each(Object.entries(CORRECT))("%s is silent", async (_name, files) => {
    expect((await traceOf(files)).races).toBeUndefined();
  });
});

describe("the detector", () => {
  const access = (thread: number, site: number, write: boolean, atomic = false) => ({
    thread,
    task: undefined,
    site,
    at: 0,
    write,
    atomic,
    buffer: BUFFER,
    offset: 0,
    name: () => "x[0]",
  });
  const BUFFER = {};

  it("orders through a chain of others", () => {
    const detector = createRaceDetector();
    detector.access(access(1, 10, true));
    detector.join(2, detector.send(1));
    detector.join(3, detector.send(2));
    detector.access(access(3, 30, true));
    expect(detector.reports()).toEqual([]);
    detector.access(access(1, 11, false));
    expect(detector.reports()).toMatchObject([
      { first: { thread: 3, kind: "write" }, second: { thread: 1, kind: "read" } },
    ]);
  });

  it("lets reads run beside one another, and each of them race with a write", () => {
    const detector = createRaceDetector();
    detector.access(access(1, 10, false));
    detector.access(access(2, 20, false));
    expect(detector.reports()).toEqual([]);
    detector.access(access(3, 30, true));
    expect(detector.reports().map(({ first }) => first.thread)).toEqual([1, 2]);
  });

  it("does not take what came after a message for what came before it", () => {
    const detector = createRaceDetector();
    const stamp = detector.send(1);
    detector.access(access(1, 10, true));
    detector.join(2, stamp);
    detector.access(access(2, 20, false));
    expect(detector.reports()).toHaveLength(1);
  });
});

// The panel's side of the worker: one run, one worker; a newer run replaces an older one; a clock for those that do not end.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_MACHINE } from "#engine/machine";
import { createEngine } from "#media/engine";
import { bankScenario, bankTrace } from "./fixtures/bank";

/** Stands in for the browser's Worker; the test answers in its place. */
class FakeWorker {
  static readonly made: FakeWorker[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  readonly posted: unknown[] = [];
  ended = false;
  constructor(readonly url: string) {
    FakeWorker.made.push(this);
  }
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
}

const program = { scenario: bankScenario(), engineSource: "engine" };

function start() {
  const heard: unknown[] = [];
  const engine = createEngine(
    {
      progress: (run, events) => heard.push(["progress", run, events]),
      trace: (run, trace) => heard.push(["trace", run, trace.title]),
      crash: (run, message) => heard.push(["crash", run, message]),
    },
    5000,
  );
  return { engine, heard };
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeWorker.made.splice(0);
  vi.stubGlobal("Worker", FakeWorker);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("engine", () => {
  test("a run gets its answer, and its worker goes", () => {
    const { engine, heard } = start();
    engine.run(1, program, DEFAULT_MACHINE);
    const [worker] = FakeWorker.made;
    expect(worker?.posted).toEqual([{ type: "run", run: 1, scenario: program.scenario, machine: DEFAULT_MACHINE }]);
    worker?.onmessage?.({ data: { type: "progress", run: 1, events: 10 } });
    worker?.onmessage?.({ data: { type: "trace", run: 1, trace: bankTrace() } });
    expect(heard).toEqual([
      ["progress", 1, 10],
      ["trace", 1, "bank/main.ts"],
    ]);
    expect(worker?.ended).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(heard).toHaveLength(2);
  });

  test("a newer run ends the older one, which is never heard of again", () => {
    const { engine, heard } = start();
    engine.run(1, program, DEFAULT_MACHINE);
    engine.run(2, program, { ...DEFAULT_MACHINE, cpus: 1 });
    const [first, second] = FakeWorker.made;
    expect([first?.ended, first?.onmessage, second?.ended]).toEqual([true, null, false]);
    vi.advanceTimersByTime(5000);
    expect(heard).toEqual([["crash", 2, expect.stringContaining("still running after 5 seconds")]]);
  });

  test("re-runs of one program share its script, each in a realm of its own", () => {
    const { engine } = start();
    engine.run(1, program, DEFAULT_MACHINE);
    engine.run(2, program, DEFAULT_MACHINE);
    engine.run(3, { ...program }, DEFAULT_MACHINE);
    const [first, second, third] = FakeWorker.made.map((it) => it.url);
    expect(first).toBe(second);
    expect(first).not.toBe(third);
  });

  test("a worker that cannot start and an engine that fails say why", () => {
    const { engine, heard } = start();
    engine.run(1, program, DEFAULT_MACHINE);
    FakeWorker.made[0]?.onerror?.({ message: "Unexpected token", preventDefault: () => {} });
    engine.run(2, program, DEFAULT_MACHINE);
    FakeWorker.made[1]?.onmessage?.({ data: { type: "crash", run: 2, message: "[engine bug] no" } });
    expect(heard).toEqual([
      ["crash", 1, "Unexpected token"],
      ["crash", 2, "[engine bug] no"],
    ]);
    expect(FakeWorker.made.every((it) => it.ended)).toBe(true);
  });
});

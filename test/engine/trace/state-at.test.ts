// The machine's state at a step: by hand for the two locks, and by law for any trace.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTimeline, stateAt } from "#engine/trace/state-at";
import type { TraceEvent } from "#engine/trace/trace";
import { abba, Script, traceOf } from "../analysis/script";
import { play } from "../kernel/synthetic";

describe("state at a step", () => {
  it("knows holders, waiters, waits and the cycle of the two locks", () => {
    const trace = traceOf({ events: abba().events });
    const end = stateAt(trace, trace.events.length);
    expect(end.tasks.map((task) => task.state)).toEqual(["blocked", "blocked"]);
    expect(end.tasks.map((task) => task.holds)).toEqual([[0], [1]]);
    expect(end.resources.map((resource) => resource.holders.map((claim) => [claim.task, claim.since]))).toEqual([
      [[0, 5]],
      [[1, 6]],
    ]);
    expect(end.resources.map((resource) => resource.waiters.map((claim) => claim.task))).toEqual([[1], [0]]);
    expect(end.resources.map((resource) => resource.available)).toEqual([0, 0]);
    expect(end.waitsFor).toEqual([
      { from: 0, to: 1, resource: 1, inCycle: true },
      { from: 1, to: 0, resource: 0, inCycle: true },
    ]);
    expect(end.cycles).toHaveLength(1);
    const before = stateAt(trace, trace.events.length - 1);
    expect(before.cycles).toEqual([]);
    expect(before.tasks[1]?.state).toBe("running");
  });

  it("does not know yet what has not begun", () => {
    const start = stateAt(traceOf({ events: abba().events }), 0);
    expect(start).toMatchObject({ step: 0, at: 0, waitsFor: [], cycles: [], output: [] });
    expect(start.tasks.map((task) => task.state)).toEqual([undefined, undefined]);
    expect(start.threads.map((thread) => thread.state)).toEqual([undefined]);
    expect(start.processes.map((process) => process.state)).toEqual([undefined]);
  });

  it("clamps a step that is out of range", () => {
    const timeline = createTimeline(traceOf({ events: abba().events }));
    expect(timeline.at(-5).step).toBe(0);
    expect(timeline.at(1e9).step).toBe(timeline.steps);
    expect(timeline.at(Number.NaN).step).toBe(0);
    expect(timeline.at(2.9).step).toBe(2);
  });

  it("gives units back to the free ones, and those of another holder when the trace says so", () => {
    const script = new Script().start(0, 1).take(0, 0, 2).take(1, 0, 1).release(1, 0, 1).release(1, 0, 1, 0);
    const trace = traceOf({ events: script.events, resources: [["slots", "semaphore", 4]] });
    const steps = [4, 5, 6, 7, 8].map((step) => stateAt(trace, step).resources[0]?.available);
    expect(steps).toEqual([4, 2, 1, 2, 3]);
    expect(stateAt(trace, 8).tasks.map((task) => task.holds)).toEqual([[0], []]);
  });

  it("shows what is in a queue, oldest first", () => {
    const script = new Script();
    script.add({ kind: "put", resource: 0, item: 1, preview: "a", level: 1 });
    script.add({ kind: "put", resource: 0, item: 2, preview: "b", level: 2 });
    script.add({ kind: "take", resource: 0, item: 1, level: 1 });
    const trace = traceOf({ events: script.events, resources: [["jobs", "queue", 3]] });
    expect(stateAt(trace, 2).resources[0]?.items.map((item) => item.preview)).toEqual(["a", "b"]);
    expect(stateAt(trace, 3).resources[0]).toMatchObject({ items: [{ item: 2 }], level: 1, available: 2 });
  });

  it("derives a process from its threads, and a task from the thread that lost its CPU", () => {
    const script = new Script();
    script.add({ kind: "process-new", process: 0 });
    script.add({ kind: "thread-state", to: "new", because: "spawned" }, { thread: 0 });
    script.add({ kind: "thread-state", to: "ready", because: "started" }, { thread: 0 });
    script.add({ kind: "thread-state", to: "running", cpu: 0, because: "dispatched" }, { thread: 0 });
    script.start(0);
    script.add({ kind: "output", stream: "stdout", text: "hello" }, { thread: 0, task: 0 });
    script.add({ kind: "thread-state", to: "ready", because: "quantum" }, { thread: 0 });
    script.add({ kind: "thread-state", to: "terminated", because: "exited" }, { thread: 0 });
    script.add({ kind: "process-exit", process: 0, code: 7 });
    const timeline = createTimeline(traceOf({ events: script.events }));
    const states = Array.from({ length: timeline.steps }, (_, index) => timeline.at(index + 1).processes[0]?.state);
    expect(states).toEqual([
      "new",
      "new",
      "ready",
      "running",
      "running",
      "running",
      "running",
      "ready",
      "terminated",
      "terminated",
    ]);
    expect(timeline.at(6).threads[0]).toMatchObject({ cpu: 0, task: 0 });
    expect(timeline.at(6).cpus).toEqual([{ id: 0, thread: 0, since: 4 }]);
    expect(timeline.at(6).output).toEqual([]);
    expect(timeline.at(7).output).toEqual([{ step: 7, at: 6, task: 0, thread: 0, stream: "stdout", text: "hello" }]);
    expect(timeline.at(7).tasks[0]?.state).toBe("running");
    expect(timeline.at(8).tasks[0]?.state).toBe("ready");
    expect(timeline.at(8).cpus[0]?.thread).toBeUndefined();
    expect(timeline.at(10).processes[0]?.exitCode).toBe(7);
  });

  it("is the same from any keyframe as from the beginning, and on every CPU runs who the thread says", () => {
    const jobs = Array.from({ length: 30 }, (_, index) => ({
      name: `J${index}`,
      arrival: index * 3,
      phases: Array.from({ length: 9 }, (_unused, phase) => 1 + ((index * 7 + phase * 5) % 6)),
    }));
    const { events } = play(jobs, { machine: { cpus: 2, policy: "round-robin", quantum: 2 } });
    const trace = traceOf({ events: mixed(events), threads: jobs.map((job) => job.name), cpus: 2 });
    expect(trace.events.length).toBeGreaterThan(3 * 256);
    const timeline = createTimeline(trace);
    fc.assert(
      fc.property(fc.nat(trace.events.length), (step) => {
        const state = timeline.at(step);
        expect(state).toEqual(stateAt({ ...trace, events: trace.events.slice(0, step) }, step));
        for (const cpu of state.cpus) {
          if (cpu.thread === undefined) continue;
          expect(state.threads[cpu.thread]).toMatchObject({ state: "running", cpu: cpu.id });
        }
        const running = state.threads.filter((thread) => thread.state === "running").length;
        expect(running).toBe(state.cpus.filter((cpu) => cpu.thread !== undefined).length);
      }),
      { numRuns: 60 },
    );
  });
});

/** Thread events with lock events strewn in. */
function mixed(events: readonly TraceEvent[]): TraceEvent[] {
  return events.flatMap((event, index) => {
    const task = index % 2;
    const extra = new Script();
    if (index % 6 < 2) extra.take(task, index % 2);
    else if (index % 6 === 4) extra.release(task, 0).release(1, 1);
    return [event, ...extra.events.map((each) => ({ ...each, at: event.at }))];
  });
}

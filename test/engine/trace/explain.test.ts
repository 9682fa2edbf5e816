// The sentences: each names who, what, where and why.

import { describe, expect, it } from "vitest";
import { deadlockText } from "#engine/trace/deadlock-text";
import { explain } from "#engine/trace/explain";
import { createTimeline } from "#engine/trace/state-at";
import type { Trace } from "#engine/trace/trace";
import { abba, Script, type TraceParts, traceOf } from "../analysis/script";

const sentences = (trace: Trace): string[] => {
  const timeline = createTimeline(trace);
  return trace.events.map((_, index) => explain(trace, timeline, index + 1));
};

const last = (script: Script, parts: Partial<TraceParts> = {}) =>
  sentences(traceOf({ events: script.events, ...parts })).at(-1);

describe("explain", () => {
  it("tells how the two locks came to a deadlock", () => {
    const script = abba();
    script.add({
      kind: "deadlock",
      cycle: [
        { task: 1, resource: 0, holder: 0 },
        { task: 0, resource: 1, holder: 1 },
      ],
    });
    expect(sentences(traceOf({ events: script.events }))).toEqual([
      "transfer is a new task.",
      "transfer runs on thread main.",
      "audit is a new task.",
      "audit runs on thread main.",
      "transfer takes alice.mutex at transfer.ts:7.",
      "audit takes bob.mutex at audit.ts:7.",
      "transfer asks for bob.mutex at transfer.ts:13, held by audit since step 6 (audit.ts:7).",
      "transfer blocks on bob.mutex at transfer.ts:13, held by audit since step 6 (audit.ts:7).",
      "audit asks for alice.mutex at audit.ts:9, held by transfer since step 5 (transfer.ts:7).",
      "audit blocks on alice.mutex at audit.ts:9, held by transfer since step 5 (transfer.ts:7).",
      "Deadlock: audit waits for alice.mutex, held by transfer, which waits for bob.mutex, held by audit. None of them can ever go on.",
    ]);
  });

  it("says which queue a thread sinks or rises to", () => {
    const script = new Script();
    for (const level of [0, 1, 0]) script.add({ kind: "thread-level", level, levels: 3 }, { thread: 0 });
    expect(sentences(traceOf({ events: script.events, threads: ["main"] }))).toEqual([
      "Thread main belongs to queue 1 of 3.",
      "Thread main has used up its time in queue 1 and sinks to queue 2 of 3.",
      "Thread main rises to queue 1 of 3.",
    ]);
  });

  it("says why a thread was chosen, and why it lost its CPU", () => {
    const script = new Script();
    const thread = (id: number, body: Parameters<Script["add"]>[0]) => script.add(body, { thread: id });
    thread(0, { kind: "thread-state", to: "ready", because: "started" });
    thread(1, { kind: "thread-state", to: "ready", because: "started" });
    thread(0, { kind: "thread-state", to: "running", cpu: 0, because: "dispatched" });
    thread(0, { kind: "thread-state", to: "ready", because: "quantum" });
    thread(1, { kind: "thread-state", to: "ready", because: "interpreter-lock" });
    thread(0, { kind: "thread-state", to: "blocked", because: "idle", wait: { kind: "timer", text: "a timer" } });
    thread(0, { kind: "thread-state", to: "ready", because: "woken" });
    thread(0, { kind: "thread-state", to: "terminated", because: "exited" });
    thread(1, { kind: "thread-state", to: "running", cpu: 0, because: "dispatched" });
    expect(sentences(traceOf({ events: script.events, threads: ["main", "teller.ts"] }))).toEqual([
      "Thread main has started up and is ready to run for the first time.",
      "Thread teller.ts has started up and is ready to run for the first time.",
      "Thread main gets CPU 0: First come, first served chooses it before thread teller.ts.",
      "Thread main has used up its time slice of 0.1 ms and queues again.",
      "Thread teller.ts stays ready although CPU 0 is idle: only one thread of a process may run at a time.",
      "Thread main has nothing to run and waits for a timer.",
      "Thread main has work again after waiting for a timer and is ready.",
      "Thread main has nothing left to do and ends.",
      "Thread teller.ts gets CPU 0: it is the only one that is ready.",
    ]);
  });

  it("says which lock a task takes to its grave", () => {
    expect(last(new Script().start(0).take(0, 0).state(0, "terminated", { result: "returned" }))).toBe(
      "transfer is done and still holds alice.mutex.",
    );
    expect(last(new Script().start(0).state(0, "terminated", { result: "threw" }))).toBe(
      "transfer ends with an error.",
    );
  });

  it("says who is next in line, who was woken by whom, and for whom one waits", () => {
    expect(last(abba().release(0, 0))).toBe("transfer releases alice.mutex; audit is next in line.");
    expect(last(abba().release(1, 0, 1, 0))).toBe(
      "audit releases alice.mutex, which transfer held; audit is next in line.",
    );
    expect(last(new Script().start(0).state(0, "ready", { wokenBy: 1, site: 1 }))).toBe(
      "transfer can go on because of audit at transfer.ts:13.",
    );
    expect(last(new Script().start(0, 1, 2).join(0, [1, 2]), { tasks: ["a", "b", "c"] })).toBe(
      "a waits for b and c to end.",
    );
    expect(last(new Script().start(0, 1, 2).join(0, [1, 2], "any"), { tasks: ["a", "b", "c"] })).toBe(
      "a waits for any of b and c to end.",
    );
  });

  it("has a sentence for every kind of event, and none beyond the ends", () => {
    const script = new Script();
    const on = { task: 0, thread: 0, site: 4 };
    script.add({ kind: "process-new", process: 0 });
    script.add({ kind: "resource-new", resource: 0 }, on);
    script.add({ kind: "task-at" }, on);
    script.add({ kind: "put", resource: 0, item: 1, preview: "{ job: 1 }", level: 1 }, on);
    script.add({ kind: "take", resource: 0, item: 1, level: 0 }, on);
    script.add({ kind: "timer-set", timer: 3, due: 2500, repeat: false }, on);
    script.add({ kind: "timer-fire", timer: 3 }, { thread: 0, at: 2500 });
    script.add({ kind: "abandon", resource: 0 }, on);
    script.add({ kind: "output", stream: "stderr", text: "oh\n" }, on);
    script.add({ kind: "error", message: "Error: no", fatal: true }, on);
    script.add({ kind: "limit", message: "sort calls back" }, on);
    script.add({ kind: "process-exit", process: 0, code: 1 });
    const trace = traceOf({ events: script.events });
    expect(sentences(trace)).toEqual([
      "Process main.ts (pid 1) starts.",
      "alice.mutex (async-mutex Mutex) is created at main.ts:3.",
      "transfer is at main.ts:3.",
      "transfer puts { job: 1 } into alice.mutex at main.ts:3; it now holds 1.",
      "transfer takes { job: 1 } out of alice.mutex; nothing is left in it.",
      "transfer sets a timer (3) that is due at 2.5 ms at main.ts:3.",
      "Timer 3 fires at 2.5 ms.",
      "transfer gives up waiting for alice.mutex.",
      'transfer writes "oh" to stderr at main.ts:3.',
      "transfer fails at main.ts:3: Error: no.",
      "Not simulated exactly at main.ts:3: sort calls back.",
      "Process main.ts (pid 1) exits with code 1.",
    ]);
    const timeline = createTimeline(trace);
    expect(explain(trace, timeline, 0)).toBe("");
    expect(explain(trace, timeline, 99)).toBe("");
  });
});

describe("deadlock in words", () => {
  it("names tasks, locks, holders and lines", () => {
    const waitOn = (resource: number) => ({ kind: "acquire", resource, text: "" }) as const;
    const text = deadlockText(
      traceOf({
        events: abba().events,
        outcome: {
          kind: "deadlock",
          exitCode: 0,
          blocked: [
            { task: 0, wait: waitOn(1), heldBy: [1], site: 1 },
            { task: 1, wait: waitOn(0), heldBy: [0], site: 3 },
          ],
          cycle: [
            { task: 0, resource: 1, holder: 1 },
            { task: 1, resource: 0, holder: 0 },
          ],
        },
      }),
    );
    expect(text.split("\n")).toEqual([
      "Deadlock: 2 tasks can never finish.",
      "transfer waits at transfer.ts:13 for bob.mutex, held by audit since step 6 (audit.ts:7).",
      "audit waits at audit.ts:9 for alice.mutex, held by transfer since step 5 (transfer.ts:7).",
      "The cycle: transfer waits for bob.mutex, held by audit, which waits for alice.mutex, held by transfer.",
    ]);
  });

  it("says where a promise was made that nobody can settle, and that a holder has ended", () => {
    const leak = new Script()
      .start(0, 1)
      .take(0, 0, 1, "exclusive", 0)
      .state(0, "terminated", { result: "returned" })
      .block(1, 0, { site: 3 });
    const text = deadlockText(
      traceOf({
        events: leak.events,
        tasks: ["transfer", "audit", "main"],
        outcome: {
          kind: "deadlock",
          exitCode: 13,
          blocked: [
            { task: 1, wait: { kind: "acquire", resource: 0, text: "" }, heldBy: [0], site: 3 },
            {
              task: 2,
              wait: { kind: "promise", text: "a promise that nothing has settled yet", createdAt: 0 },
              heldBy: [],
              site: 4,
            },
          ],
          cycle: [],
        },
      }),
    );
    expect(text.split("\n")).toEqual([
      "Deadlock: 2 tasks can never finish.",
      "audit waits at audit.ts:9 for alice.mutex, held by transfer, which has ended without releasing it, since step 5 (transfer.ts:7).",
      "main waits at main.ts:3 for a promise that nothing has settled yet, made at transfer.ts:7; nothing is left that could settle it.",
    ]);
  });

  it("is silent when there is none", () => {
    expect(deadlockText(traceOf({ events: [] }))).toBe("");
  });
});

// effect: semaphores, queues and deferred values of its fibers.

import type { FunctionOperation, LibraryEntry } from "./schema";

const onQueue = (name: string, effect: "SEND" | "RECV", never: string): FunctionOperation => ({
  export: `Queue.${name}`,
  effect,
  kind: "queue",
  on: { argument: 0 },
  capacity: "unbounded",
  result: { kind: "promise" },
  lazy: true,
  never,
});

const onDeferred = (name: string, effect: "WAIT" | "SIGNAL"): FunctionOperation => ({
  export: `Deferred.${name}`,
  effect,
  kind: "event",
  on: { argument: 0 },
  capacity: "unbounded",
  result: { kind: "promise" },
  lazy: true,
  ...(effect === "WAIT" ? { memory: "level", never: "nobody completes it" } : {}),
});

const onFiber = (name: string): FunctionOperation => ({
  export: `Fiber.${name}`,
  effect: "JOIN",
  kind: "agent",
  on: { argument: 0 },
  capacity: "unbounded",
  result: { kind: "promise" },
  lazy: true,
  never: "the fiber waits for who joins it",
});

/** Facts read in the 4.1.0 sources. */
export const effect: LibraryEntry = {
  module: "effect",
  checked: "4.1.0",
  homepage: "https://effect.website/docs/concurrency/semaphore/",
  types: [
    {
      export: "Semaphore",
      typeNames: ["Semaphore"],
      kind: "semaphore",
      construct: "result",
      capacity: { argument: 0 },
      reentrant: false,
      order: "unordered",
      scope: "instance",
      operations: [
        {
          member: "take",
          effect: "ACQ",
          result: { kind: "promise" },
          amount: { argument: 0, otherwise: 1 },
          lazy: true,
        },
        {
          member: "release",
          effect: "REL",
          result: { kind: "promise" },
          amount: { argument: 0, otherwise: 1 },
          lazy: true,
        },
        { member: "releaseAll", effect: "REL", result: { kind: "promise" }, amount: "all", lazy: true },
        {
          member: "withPermits",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: -1, until: "settles" },
          amount: { argument: 0, otherwise: 1 },
          lazy: true,
        },
        {
          member: "withPermit",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: -1, until: "settles" },
          lazy: true,
        },
      ],
    },
    {
      export: "Queue",
      typeNames: ["Queue", "Dequeue", "Enqueue"],
      kind: "queue",
      construct: "result",
      capacity: { argument: 0 },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [],
    },
    {
      export: "Deferred",
      typeNames: ["Deferred"],
      kind: "event",
      construct: "result",
      capacity: "unbounded",
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [],
    },
  ],
  functions: [
    onQueue("offer", "SEND", "a bounded queue is full and nobody takes from it"),
    onQueue("offerAll", "SEND", "a bounded queue is full and nobody takes from it"),
    onQueue("take", "RECV", "the queue is empty and nobody offers or ends it"),
    onQueue("takeAll", "RECV", "the queue is empty and nobody offers or ends it"),
    onQueue("takeN", "RECV", "fewer are offered, and nobody ends it"),
    onDeferred("await", "WAIT"),
    ...["succeed", "fail", "done", "complete"].map((name) => onDeferred(name, "SIGNAL")),
    onFiber("join"),
    onFiber("await"),
  ],
  aliases: [],
  simulation: { kind: "none", why: "its fibers run, but are not told apart: the tasks shown are those of the runtime" },
  notes: [
    "Effects are descriptions: nothing is acquired before they run. The analyzer follows them within a file and through functions that give them, not through layers and services.",
    "Permits of several that are taken by `take` may be given back by another fiber, so that only those of a semaphore of one are followed.",
    "Not reentrant; a smaller request may overtake a larger one.",
    "`Queue.offer` waits while a `bounded` queue is full, never on one that is `unbounded`, `sliding` or `dropping`; a consumer that offers into its own bounded queue can wait for itself.",
    "`Queue.shutdown` interrupts those who wait in it.",
    "Of queues, deferreds and fibers the analyzer follows only what is forked and joined, not who completes or fills what.",
    "A `Deferred` that a failing path does not complete keeps its waiters for ever.",
  ],
};

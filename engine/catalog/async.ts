// async: queues of values for one worker function, with callbacks or async functions.

import type { LibraryEntry, Operation, ResourceType } from "./schema";

/** The same of all but `priorityQueue`, to whose front nothing can be added. */
const operations: readonly Operation[] = [
  { member: "push", effect: "ENQ", result: { kind: "promise" } },
  { member: "pushAsync", effect: "ENQ", result: { kind: "promise" }, mayReject: true },
  { member: "unshift", effect: "ENQ", result: { kind: "promise" } },
  { member: "unshiftAsync", effect: "ENQ", result: { kind: "promise" }, mayReject: true },
  {
    member: "drain",
    effect: "WAIT",
    result: { kind: "promise" },
    condition: "idle",
    memory: "edge",
    never: "the queue is idle already",
  },
  { member: "pause", effect: "PAUSE", result: { kind: "void" } },
  { member: "resume", effect: "RESUME", result: { kind: "void" } },
  {
    member: "kill",
    effect: "CANCEL",
    result: { kind: "void" },
    never: "the promises of dropped jobs stay pending",
  },
];

/** The function that does the jobs. */
const worker: ResourceType["worker"] = {
  argument: 0,
  until: "settles",
  done: -1,
  doneIfDeclares: { parameters: 0, compare: ">=", exceptAsync: true },
  each: "element",
  starts: "macro",
  runsFor: "releaser",
};

/** Facts read in the 3.2.6 sources and checked by running it. */
export const asyncQueues: LibraryEntry = {
  module: "async",
  checked: "3.2.6",
  homepage: "https://caolan.github.io/async/v3/docs.html#queue",
  types: [
    {
      export: "queue",
      typeNames: ["QueueObject"],
      kind: "queue",
      construct: "call",
      capacity: { argument: 1, otherwise: 1 },
      worker,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations,
    },
    {
      export: "priorityQueue",
      typeNames: ["AsyncPriorityQueue"],
      kind: "queue",
      construct: "call",
      capacity: { argument: 1, otherwise: 1 },
      worker,
      reentrant: false,
      order: "priority",
      scope: "instance",
      operations: operations.filter(({ member }) => !member.startsWith("unshift")),
    },
    {
      export: "cargo",
      typeNames: ["AsyncCargoQueue"],
      kind: "queue",
      construct: "call",
      capacity: 1,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations,
    },
    {
      export: "cargoQueue",
      typeNames: [],
      kind: "queue",
      construct: "call",
      capacity: { argument: 1, otherwise: 1 },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations,
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A worker that is no `async` function must call its callback exactly once on each path, else its slot is lost; returning a promise does not do it.",
    "The promise of `push()` resolves even where the worker failed; only `pushAsync()` rejects.",
    "`drain()` without argument waits for the next drain: on an idle queue it never resolves.",
    "In the simulation the batches of `cargo` and `cargoQueue`, and arrays given to `push`, run without being watched.",
  ],
};

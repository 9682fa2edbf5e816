// p-queue: a queue of functions with a bound on how many run at a time.

import type { LibraryEntry, Operation } from "./schema";

/** `condition` is the name of the event too, where the queue has one. */
const waits = (member: string, condition: string): Operation => ({
  member,
  effect: "WAIT",
  result: { kind: "promise" },
  condition,
  memory: "level",
  never: "it is awaited by a function that runs in the queue, or the queue is paused with functions in it",
});

/** Facts read in the 9.3.5 sources and checked by running it. */
export const pQueue: LibraryEntry = {
  module: "p-queue",
  checked: "9.3.5",
  homepage: "https://github.com/sindresorhus/p-queue",
  types: [
    {
      export: "default",
      typeNames: ["PQueue"],
      kind: "limiter",
      construct: "new",
      capacity: { argument: 0, property: "concurrency", otherwise: "unbounded" },
      reentrant: false,
      order: "priority",
      scope: "instance",
      operations: [
        {
          member: "add",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: 0, until: "settles", starts: "sync", runsFor: "releaser" },
          bounded: { argument: 1, names: ["signal"] },
          mayReject: true,
        },
        {
          member: "addAll",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: 0, until: "settles", each: "element", starts: "sync", runsFor: "releaser" },
          mayReject: true,
        },
        waits("onIdle", "idle"),
        waits("onEmpty", "empty"),
        waits("onSizeLessThan", "room"),
        waits("onPendingZero", "pendingZero"),
        { member: "pause", effect: "PAUSE", result: { kind: "void" } },
        { member: "start", effect: "RESUME", result: { kind: "void" } },
        {
          member: "clear",
          effect: "CANCEL",
          result: { kind: "void" },
          never: "the promises of cleared functions stay pending",
        },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A function in the queue that awaits `add` of the same queue holds its slot meanwhile; at `concurrency: 1` it never ends.",
    "`onIdle()` inside a function of the queue never resolves, whatever the concurrency.",
    "`timeout` rejects and frees the slot, but the function goes on.",
    "`clear()` never settles what it drops; `pause()` with functions queued keeps `onIdle()` pending.",
    "The `idle` event is not remembered, `onIdle()` is.",
  ],
};

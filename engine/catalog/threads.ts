// threads: workers with a typed interface.

import type { LibraryEntry } from "./schema";

/** Facts read in the 1.7.0 sources. */
export const threads: LibraryEntry = {
  module: "threads",
  checked: "1.7.0",
  homepage: "https://github.com/andywer/threads.js",
  types: [
    {
      export: "Pool",
      typeNames: ["Pool", "WorkerPool"],
      kind: "pool",
      construct: "call",
      capacity: { argument: 1, property: "size", otherwise: "unbounded" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        {
          member: "queue",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: 0, until: "settles", starts: "macro" },
          mayReject: true,
        },
        {
          member: "completed",
          effect: "WAIT",
          result: { kind: "promise" },
          condition: "idle",
          memory: "edge",
          never: "the queue has drained already",
        },
        {
          member: "settled",
          effect: "WAIT",
          result: { kind: "promise" },
          condition: "idle",
          memory: "edge",
          never: "the queue has drained already",
        },
        { member: "terminate", effect: "KILL", result: { kind: "promise" } },
      ],
    },
  ],
  functions: [
    {
      export: "spawn",
      kind: "agent",
      on: { argument: 0 },
      capacity: "unbounded",
      effect: "JOIN",
      result: { kind: "remote", promise: true },
      bounded: true,
      mayReject: true,
    },
  ],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "`completed()` and `settled()` wait for the next time the queue drains, unless told otherwise.",
    "`spawn` waits for the worker to expose something, 10 seconds at most.",
  ],
};

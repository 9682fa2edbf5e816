// workerpool: a pool of workers.

import type { LibraryEntry } from "./schema";

/** Facts read in the 10.0.3 sources. */
export const workerpool: LibraryEntry = {
  module: "workerpool",
  checked: "10.0.3",
  homepage: "https://github.com/josdejong/workerpool",
  types: [
    {
      export: "pool",
      typeNames: ["Pool", "WorkerPool"],
      kind: "pool",
      construct: "call",
      capacity: { argument: 1, property: "maxWorkers", otherwise: "unbounded" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      file: { argument: 0, is: "entry" },
      operations: [
        { member: "exec", effect: "ENQ", result: { kind: "promise" }, mayReject: true },
        { member: "terminate", effect: "KILL", result: { kind: "promise" } },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "`.timeout()` begins when the task begins: one queued behind a hung task never times out.",
    "`.cancel()` and `.timeout()` kill the worker.",
  ],
};

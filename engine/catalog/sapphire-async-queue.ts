// @sapphire/async-queue: a mutex under the names of a queue.

import type { LibraryEntry } from "./schema";

/** Facts read in the 1.5.5 sources and checked by running it. */
export const sapphireAsyncQueue: LibraryEntry = {
  module: "@sapphire/async-queue",
  checked: "1.5.5",
  homepage: "https://github.com/sapphiredev/utilities/tree/main/packages/async-queue",
  types: [
    {
      export: "AsyncQueue",
      typeNames: ["AsyncQueue"],
      kind: "mutex",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        { member: "wait", effect: "ACQ", result: { kind: "promise" }, bounded: { argument: 0, names: ["signal"] } },
        { member: "shift", effect: "REL", result: { kind: "void" }, overRelease: "ignored" },
        { member: "abortAll", effect: "CANCEL", result: { kind: "void" } },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "`wait()` acquires and `shift()` releases: it belongs into a `finally` block.",
    "A nested `wait()` waits for itself.",
  ],
};

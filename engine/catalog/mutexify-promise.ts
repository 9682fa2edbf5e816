// mutexify/promise: the same lock with promises.

import type { LibraryEntry } from "./schema";

/** Facts read in the 1.4.0 sources and checked by running it. */
export const mutexifyPromise: LibraryEntry = {
  module: "mutexify/promise",
  checked: "1.4.0",
  homepage: "https://github.com/mafintosh/mutexify",
  types: [
    {
      export: "default",
      typeNames: ["Lock"],
      kind: "mutex",
      construct: "call",
      capacity: 1,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [{ member: "", effect: "ACQ", result: { kind: "releaser", idempotent: false } }],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: ["A second call of `release` lets a second job in."],
};

// p-mutex: a mutex, released by hand or around a function.

import type { LibraryEntry } from "./schema";

/** Facts read in the 1.0.0 sources and checked by running it. */
export const pMutex: LibraryEntry = {
  module: "p-mutex",
  checked: "1.0.0",
  homepage: "https://github.com/sindresorhus/p-mutex",
  types: [
    {
      export: "default",
      typeNames: ["Mutex"],
      kind: "mutex",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        { member: "lock", effect: "ACQ", result: { kind: "promise" } },
        { member: "unlock", effect: "REL", result: { kind: "void" }, overRelease: "ignored" },
        {
          member: "withLock",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: 0, until: "settles", starts: "micro" },
          mayReject: true,
        },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: ["`unlock()` has no owner: any code can free the lock.", "A nested `withLock` waits for itself."],
};

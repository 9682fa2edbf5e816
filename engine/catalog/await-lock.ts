// await-lock: a mutex released by hand.

import type { LibraryEntry } from "./schema";

/** Facts read in the 3.0.0 sources and checked by running it. */
export const awaitLock: LibraryEntry = {
  module: "await-lock",
  checked: "3.0.0",
  homepage: "https://github.com/ide/await-lock",
  types: [
    {
      export: "default",
      typeNames: ["AwaitLock"],
      kind: "mutex",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        {
          member: "acquireAsync",
          effect: "ACQ",
          result: { kind: "promise" },
          bounded: { argument: 0, names: ["timeout"] },
        },
        { member: "tryAcquire", effect: "TRY", result: { kind: "outcome" } },
        { member: "release", effect: "REL", result: { kind: "void" }, overRelease: "throws" },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: ["`release()` of a free lock throws.", "With `timeout` the acquire rejects."],
};

// mutexify: a lock whose callback is given the release.

import type { LibraryEntry } from "./schema";

/** Facts read in the 1.4.0 sources and checked by running it. */
export const mutexify: LibraryEntry = {
  module: "mutexify",
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
      operations: [
        {
          member: "",
          effect: "RUN",
          result: { kind: "value" },
          callback: { argument: 0, until: "done-called", done: 0, starts: "macro" },
        },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "The analyzer does not follow sections that end by a call, as the release may come before the next lock is granted.",
    "Held until the callback calls `release`; a second call of `release` lets a second job in.",
  ],
};

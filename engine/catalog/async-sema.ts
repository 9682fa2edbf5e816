// async-sema: a semaphore whose tokens are given back by hand.

import type { LibraryEntry } from "./schema";

/** Facts read in the 3.1.1 sources and checked by running it. */
export const asyncSema: LibraryEntry = {
  module: "async-sema",
  checked: "3.1.1",
  homepage: "https://github.com/vercel/async-sema",
  types: [
    {
      export: "Sema",
      typeNames: ["Sema"],
      kind: "semaphore",
      construct: "new",
      capacity: { argument: 0 },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        { member: "acquire", effect: "ACQ", result: { kind: "promise" } },
        { member: "tryAcquire", effect: "TRY", result: { kind: "outcome" } },
        { member: "drain", effect: "ACQ", result: { kind: "promise" }, amount: "all" },
        { member: "release", effect: "REL", result: { kind: "void" }, overRelease: "adds" },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "`release()` without an acquire adds a token.",
    "`drain()` takes the tokens one by one: two at the same time can each hold a part and wait for the rest.",
    "`RateLimit` only delays; nothing is held.",
  ],
};

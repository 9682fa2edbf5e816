// semaphore-async-await: a semaphore and a lock, released by hand.

import type { LibraryEntry, Operation } from "./schema";

/** The same of both. */
const operations: readonly Operation[] = [
  { member: "acquire", effect: "ACQ", result: { kind: "promise" } },
  { member: "wait", effect: "ACQ", result: { kind: "promise" } },
  { member: "waitFor", effect: "TRY", result: { kind: "outcome", promise: true } },
  { member: "tryAcquire", effect: "TRY", result: { kind: "outcome" } },
  { member: "release", effect: "REL", result: { kind: "void" }, overRelease: "adds" },
  { member: "signal", effect: "REL", result: { kind: "void" }, overRelease: "adds" },
  {
    member: "execute",
    effect: "RUN",
    result: { kind: "promise" },
    callback: { argument: 0, until: "settles", starts: "micro" },
    mayReject: true,
  },
];

/** Facts read in the 1.5.1 sources and checked by running it. */
export const semaphoreAsyncAwait: LibraryEntry = {
  module: "semaphore-async-await",
  checked: "1.5.1",
  homepage: "https://github.com/jsoendermann/semaphore-async-await",
  types: [
    {
      export: "default",
      typeNames: ["Semaphore"],
      kind: "semaphore",
      construct: "new",
      capacity: { argument: 0 },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations,
    },
    {
      export: "Lock",
      typeNames: ["Lock"],
      kind: "mutex",
      construct: "new",
      capacity: 1,
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
    "`waitFor(ms)` resolves to false where the permit was not got: its outcome must be looked at.",
    "`release()` and `signal()` without an acquire add a permit.",
  ],
};

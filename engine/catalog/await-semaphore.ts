// await-semaphore: a semaphore and a mutex with releasers.

import type { LibraryEntry, Operation } from "./schema";

const operations: readonly Operation[] = [
  { member: "acquire", effect: "ACQ", result: { kind: "releaser", idempotent: true } },
  {
    member: "use",
    effect: "RUN",
    result: { kind: "promise" },
    callback: { argument: 0, until: "settles", starts: "macro" },
    mayReject: true,
    never: "the callback throws before it returns a promise, or returns none: the permit is lost",
  },
];

/** Facts read in the 0.1.3 sources and checked by running it. */
export const awaitSemaphore: LibraryEntry = {
  module: "await-semaphore",
  checked: "0.1.3",
  homepage: "https://github.com/notenoughneon/await-semaphore",
  types: [
    {
      export: "Semaphore",
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
      export: "Mutex",
      typeNames: ["Mutex"],
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
    "The callback of `use` must return a promise: one that throws at once, or returns a plain value, loses the permit for ever.",
    "Not reentrant. A releaser may be called twice without harm.",
  ],
};

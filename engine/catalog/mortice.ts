// mortice: a reader/writer lock by name, each acquire with a releaser.

import type { LibraryEntry } from "./schema";

/** Facts read in the 3.3.1 sources and checked by running it. */
export const mortice: LibraryEntry = {
  module: "mortice",
  checked: "3.3.1",
  homepage: "https://github.com/achingbrain/mortice",
  types: [
    {
      export: "default",
      typeNames: ["Mortice"],
      kind: "rwlock",
      construct: "call",
      capacity: 1,
      named: { argument: 0, property: "name", otherwise: "lock" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        {
          member: "readLock",
          effect: "ACQ",
          result: { kind: "releaser", idempotent: true },
          mode: "shared",
          bounded: { argument: 0, names: ["signal"] },
        },
        {
          member: "writeLock",
          effect: "ACQ",
          result: { kind: "releaser", idempotent: true },
          bounded: { argument: 0, names: ["signal"] },
        },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "Locks are known by their name: all that are made without one are the same lock, also in other threads and cluster processes.",
    "A reader that asks for the write lock waits for itself; so does one that asks to read again where a writer waits in between.",
    "Readers that came while a writer had the lock are let in one after the other, not together.",
  ],
};

// async-rwlock: a reader/writer lock, released by hand.

import type { LibraryEntry, Operation } from "./schema";

/** Of the class, under both of its names. */
const operations: readonly Operation[] = [
  { member: "readLock", effect: "ACQ", result: { kind: "promise" }, mode: "shared", bounded: { argument: 0 } },
  { member: "writeLock", effect: "ACQ", result: { kind: "promise" }, bounded: { argument: 0 } },
  { member: "unlock", effect: "REL", result: { kind: "void" }, overRelease: "throws" },
];

/** Facts read in the 1.1.1 sources and checked by running it. */
export const asyncRwlock: LibraryEntry = {
  module: "async-rwlock",
  checked: "1.1.1",
  homepage: "https://github.com/sagiegurari/async-rwlock",
  types: [
    {
      export: "RWLock",
      typeNames: ["RWLock"],
      kind: "rwlock",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "readers-first",
      scope: "instance",
      operations,
    },
    {
      export: "default",
      typeNames: ["RWLock"],
      kind: "rwlock",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "readers-first",
      scope: "instance",
      operations,
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "Readers overtake waiting writers, which can starve.",
    "A reader that asks for the write lock waits for itself.",
    "The same `unlock()` ends both.",
  ],
};

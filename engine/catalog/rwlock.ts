// rwlock: a reader/writer lock, one a key, whose callback is given the release.

import type { LibraryEntry } from "./schema";

/** Facts read in the 5.0.0 sources and checked by running it. */
export const rwlock: LibraryEntry = {
  module: "rwlock",
  checked: "5.0.0",
  homepage: "https://github.com/71104/rwlock",
  types: [
    {
      export: "default",
      typeNames: ["ReadWriteLock"],
      kind: "rwlock",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        {
          member: "readLock",
          effect: "RUN",
          result: { kind: "void" },
          callback: { argument: "first-function", until: "done-called", done: 0, starts: "sync" },
          mode: "shared",
          key: { argument: 0, optional: true },
          bounded: { argument: -1, names: ["timeout"] },
        },
        {
          member: "writeLock",
          effect: "RUN",
          result: { kind: "void" },
          callback: { argument: "first-function", until: "done-called", done: 0, starts: "sync" },
          mode: "exclusive",
          key: { argument: 0, optional: true },
          bounded: { argument: -1, names: ["timeout"] },
        },
        {
          member: "async.readLock",
          effect: "RUN",
          result: { kind: "void" },
          callback: { argument: "first-function", until: "done-called", done: 1, starts: "sync" },
          mode: "shared",
          key: { argument: 0, optional: true },
          bounded: { argument: -1, names: ["timeout"] },
        },
        {
          member: "async.writeLock",
          effect: "RUN",
          result: { kind: "void" },
          callback: { argument: "first-function", until: "done-called", done: 1, starts: "sync" },
          mode: "exclusive",
          key: { argument: 0, optional: true },
          bounded: { argument: -1, names: ["timeout"] },
        },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "The analyzer does not follow sections that end by a call, as the release may come before the next lock is granted.",
    "Held until the callback calls `release`, which may be called twice without harm.",
    "A reader that asks for the write lock inside waits for itself.",
    "A timed-out request may take another one out of the queue.",
  ],
};

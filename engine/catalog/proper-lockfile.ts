// proper-lockfile: locks by files.

import type { LibraryEntry } from "./schema";

/** Facts read in the 4.1.2 sources. */
export const properLockfile: LibraryEntry = {
  module: "proper-lockfile",
  checked: "4.1.2",
  homepage: "https://github.com/moxystudio/node-proper-lockfile",
  types: [],
  functions: [
    {
      export: "lock",
      kind: "mutex",
      on: "name",
      capacity: 1,
      effect: "ACQ",
      result: { kind: "releaser", idempotent: false },
      key: { argument: 0 },
      bounded: true,
      mayReject: true,
    },
    {
      export: "unlock",
      kind: "mutex",
      on: "name",
      capacity: 1,
      effect: "REL",
      result: { kind: "promise" },
      key: { argument: 0 },
      mayReject: true,
      overRelease: "throws",
    },
    {
      export: "lockSync",
      kind: "mutex",
      on: "name",
      capacity: 1,
      effect: "ACQ",
      result: { kind: "releaser", idempotent: false, direct: true },
      key: { argument: 0 },
      bounded: true,
      mayReject: true,
    },
    {
      export: "unlockSync",
      kind: "mutex",
      on: "name",
      capacity: 1,
      effect: "REL",
      result: { kind: "void" },
      key: { argument: 0 },
      overRelease: "throws",
    },
  ],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A lock that is held rejects with `ELOCKED` at once, or after `retries`; the same process is no exception.",
    "Await the release; a second one rejects with `ERELEASED`.",
    "A synchronous section longer than `stale` loses the lock.",
  ],
};

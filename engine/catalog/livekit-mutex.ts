// @livekit/mutex: a mutex and one with several holders, each with releasers.

import type { LibraryEntry } from "./schema";

/** Facts read in the 1.1.1 sources and checked by running it. */
export const livekitMutex: LibraryEntry = {
  module: "@livekit/mutex",
  checked: "1.1.1",
  homepage: "https://github.com/livekit/ts-sdk-mutex",
  types: [
    {
      export: "Mutex",
      typeNames: ["Mutex"],
      kind: "mutex",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [{ member: "lock", effect: "ACQ", result: { kind: "releaser", idempotent: true } }],
    },
    {
      export: "MultiMutex",
      typeNames: ["MultiMutex"],
      kind: "semaphore",
      construct: "new",
      capacity: { argument: 0 },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [{ member: "lock", effect: "ACQ", result: { kind: "releaser", idempotent: false } }],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: ["A second unlock makes `isLocked()` lie; that of a `MultiMutex` lets one more in."],
};

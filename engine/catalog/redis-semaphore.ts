// redis-semaphore: mutexes and semaphores in Redis.

import type { LibraryEntry, Operation } from "./schema";

/** The same of all four. */
const operations: readonly Operation[] = [
  { member: "acquire", effect: "ACQ", result: { kind: "promise" }, bounded: true, mayReject: true },
  { member: "tryAcquire", effect: "TRY", result: { kind: "outcome", promise: true } },
  { member: "release", effect: "REL", result: { kind: "promise" } },
];

/** Facts read in the 5.8.0 sources. */
export const redisSemaphore: LibraryEntry = {
  module: "redis-semaphore",
  checked: "5.8.0",
  homepage: "https://github.com/swarthy/redis-semaphore",
  types: [
    {
      export: "Mutex",
      typeNames: ["Mutex", "RedisMutex"],
      kind: "mutex",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "unordered",
      scope: "instance",
      named: { argument: 1 },
      operations,
    },
    {
      export: "Semaphore",
      typeNames: ["Semaphore", "RedisSemaphore"],
      kind: "semaphore",
      construct: "new",
      capacity: { argument: 2 },
      reentrant: false,
      order: "unordered",
      scope: "instance",
      named: { argument: 1 },
      operations,
    },
    {
      export: "RedlockMutex",
      typeNames: ["RedlockMutex"],
      kind: "mutex",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "unordered",
      scope: "instance",
      named: { argument: 1 },
      operations,
    },
    {
      export: "RedlockSemaphore",
      typeNames: ["RedlockSemaphore"],
      kind: "semaphore",
      construct: "new",
      capacity: { argument: 2 },
      reentrant: false,
      order: "unordered",
      scope: "instance",
      named: { argument: 1 },
      operations,
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "An acquire rejects after `acquireTimeout`, 10 seconds where nothing is said.",
    "A lease that is refreshed while its holder lives; `onLockLost` tells when it was lost.",
  ],
};

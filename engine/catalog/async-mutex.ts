// async-mutex: Mutex, Semaphore and their decorators.

import type { LibraryEntry, Operation } from "./schema";

const waitForUnlock: Operation = {
  member: "waitForUnlock",
  effect: "WAIT",
  result: { kind: "promise" },
  condition: "free",
  memory: "level",
};
const cancel: Operation = { member: "cancel", effect: "CANCEL", result: { kind: "void" } };

/** Facts read in the 0.5.0 sources and checked by running it: not reentrant; a releaser may be called twice without harm. */
export const asyncMutex: LibraryEntry = {
  module: "async-mutex",
  checked: "0.5.0",
  homepage: "https://github.com/DirtyHairy/async-mutex",
  types: [
    {
      export: "Mutex",
      typeNames: ["Mutex", "MutexInterface"],
      kind: "mutex",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "priority",
      scope: "instance",
      operations: [
        { member: "acquire", effect: "ACQ", result: { kind: "releaser", idempotent: true }, mayReject: true },
        {
          member: "runExclusive",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: 0, until: "settles", starts: "micro" },
          mayReject: true,
        },
        { member: "release", effect: "REL", result: { kind: "void" }, overRelease: "ignored" },
        waitForUnlock,
        cancel,
      ],
    },
    {
      export: "Semaphore",
      typeNames: ["Semaphore", "SemaphoreInterface"],
      kind: "semaphore",
      construct: "new",
      capacity: { argument: 0 },
      reentrant: false,
      order: "priority",
      scope: "instance",
      operations: [
        {
          member: "acquire",
          effect: "ACQ",
          result: { kind: "tuple", index: 1, idempotent: true },
          amount: { argument: 0, otherwise: 1 },
          mayReject: true,
        },
        {
          member: "runExclusive",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: 0, until: "settles", starts: "micro" },
          amount: { argument: 1, otherwise: 1 },
          mayReject: true,
        },
        {
          member: "release",
          effect: "REL",
          result: { kind: "void" },
          amount: { argument: 0, otherwise: 1 },
          overRelease: "adds",
        },
        waitForUnlock,
        cancel,
      ],
    },
  ],
  functions: [],
  aliases: [
    { export: "withTimeout", argument: 0, bounded: true },
    { export: "tryAcquire", argument: 0, bounded: true },
  ],
  simulation: { kind: "watched" },
  notes: [
    "Not reentrant: `runExclusive` inside `runExclusive` of the same instance waits for ever.",
    "`Mutex.acquire` resolves to a function, `Semaphore.acquire` to `[value, release]`.",
    "`release()` has no owner: any code can free the lock; a semaphore's adds a permit beyond the initial value.",
    "`cancel()` rejects those that wait with `E_CANCELED`; it does not free the holder.",
    "An acquire with a weight above the capacity never resolves, and nothing queued behind it does.",
    "`withTimeout` bounds the wait for the lock, not how long it is held.",
  ],
};

// fastq: a queue of values for one worker function.

import type { LibraryEntry } from "./schema";

/** Facts read in the 1.20.3 sources and checked by running it. */
export const fastq: LibraryEntry = {
  module: "fastq",
  checked: "1.20.3",
  homepage: "https://github.com/mcollina/fastq",
  types: [
    {
      export: "promise",
      typeNames: ["queueAsPromised"],
      kind: "queue",
      construct: "call",
      capacity: { argument: -1 },
      worker: { argument: "first-function", until: "settles", starts: "sync", runsFor: "releaser" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        { member: "push", effect: "ENQ", result: { kind: "promise" } },
        { member: "unshift", effect: "ENQ", result: { kind: "promise" } },
        { member: "drained", effect: "WAIT", result: { kind: "promise" }, condition: "idle", memory: "level" },
        { member: "pause", effect: "PAUSE", result: { kind: "void" } },
        { member: "resume", effect: "RESUME", result: { kind: "void" } },
        {
          member: "kill",
          effect: "CANCEL",
          result: { kind: "void" },
          never: "the promises of dropped jobs stay pending",
        },
        { member: "killAndDrain", effect: "CANCEL", result: { kind: "void" } },
        { member: "abort", effect: "CANCEL", result: { kind: "void" } },
      ],
    },
    {
      export: "default",
      typeNames: ["queue"],
      kind: "queue",
      construct: "call",
      capacity: { argument: -1 },
      worker: { argument: "first-function", until: "done-called", done: -1, starts: "sync", runsFor: "releaser" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        { member: "push", effect: "ENQ", result: { kind: "void" } },
        { member: "unshift", effect: "ENQ", result: { kind: "void" } },
        { member: "pause", effect: "PAUSE", result: { kind: "void" } },
        { member: "resume", effect: "RESUME", result: { kind: "void" } },
        {
          member: "kill",
          effect: "CANCEL",
          result: { kind: "void" },
          never: "the promises of dropped jobs stay pending",
        },
        { member: "killAndDrain", effect: "CANCEL", result: { kind: "void" } },
        { member: "abort", effect: "CANCEL", result: { kind: "void" } },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A worker that awaits `push` of its own queue holds its slot meanwhile; at concurrency 1 it never ends.",
    "A worker of the promise form that throws before it returns a promise loses its slot.",
    "`kill()` leaves the promises of what it drops pending, `abort()` rejects them.",
  ],
};

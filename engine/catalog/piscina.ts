// piscina: a pool of worker threads.

import type { LibraryEntry, Operation } from "./schema";

/** Of the class, under both of its names. */
const operations: readonly Operation[] = [
  {
    member: "run",
    effect: "ENQ",
    result: { kind: "promise" },
    bounded: { argument: 1, names: ["signal"] },
    mayReject: true,
  },
  { member: "close", effect: "JOIN", result: { kind: "promise" } },
  { member: "destroy", effect: "KILL", result: { kind: "promise" } },
];

/** Facts read in the 5.3.2 sources. */
export const piscina: LibraryEntry = {
  module: "piscina",
  checked: "5.3.2",
  homepage: "https://github.com/piscinajs/piscina",
  types: [
    {
      export: "default",
      typeNames: ["Piscina"],
      kind: "pool",
      construct: "new",
      capacity: { argument: 0, property: "maxThreads", otherwise: "unbounded" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      file: { argument: 0, property: "filename", is: "job" },
      operations,
    },
    {
      export: "Piscina",
      typeNames: ["Piscina"],
      kind: "pool",
      construct: "new",
      capacity: { argument: 0, property: "maxThreads", otherwise: "unbounded" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      file: { argument: 0, property: "filename", is: "job" },
      operations,
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A task that waits for another task of the same pool holds its thread meanwhile.",
    "By default a worker sits in `Atomics.wait` between tasks: timers and promises that a task has left do not run.",
    "More than `maxQueue` tasks are rejected.",
  ],
};

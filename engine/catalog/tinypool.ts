// tinypool: a pool of worker threads or processes.

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
  { member: "destroy", effect: "KILL", result: { kind: "promise" } },
  { member: "cancelPendingTasks", effect: "CANCEL", result: { kind: "void" } },
];

/** Facts read in the 2.2.0 sources. */
export const tinypool: LibraryEntry = {
  module: "tinypool",
  checked: "2.2.0",
  homepage: "https://github.com/tinylibs/tinypool",
  types: [
    {
      export: "default",
      typeNames: ["Tinypool", "ThreadPool"],
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
      export: "Tinypool",
      typeNames: ["Tinypool", "ThreadPool"],
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
  notes: ["A task that waits for another task of the same pool holds its worker meanwhile."],
};

// tinypool: a pool of worker threads or processes.

import type { LibraryEntry } from "./schema";

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
      operations: [
        {
          member: "run",
          effect: "ENQ",
          result: { kind: "promise" },
          bounded: { argument: 1, names: ["signal"] },
          mayReject: true,
        },
        { member: "destroy", effect: "KILL", result: { kind: "promise" } },
        { member: "cancelPendingTasks", effect: "CANCEL", result: { kind: "void" } },
      ],
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
      operations: [
        {
          member: "run",
          effect: "ENQ",
          result: { kind: "promise" },
          bounded: { argument: 1, names: ["signal"] },
          mayReject: true,
        },
        { member: "destroy", effect: "KILL", result: { kind: "promise" } },
        { member: "cancelPendingTasks", effect: "CANCEL", result: { kind: "void" } },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: ["A task that waits for another task of the same pool holds its worker meanwhile."],
};

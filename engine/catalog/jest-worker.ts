// jest-worker: a farm of workers with methods.

import type { LibraryEntry } from "./schema";

/** Facts read in the 30.5.1 sources. */
export const jestWorker: LibraryEntry = {
  module: "jest-worker",
  checked: "30.5.1",
  homepage: "https://github.com/jestjs/jest/tree/main/packages/jest-worker",
  types: [
    {
      export: "Worker",
      typeNames: ["Worker"],
      kind: "pool",
      construct: "new",
      capacity: { argument: 1, property: "numWorkers", otherwise: "unbounded" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      file: { argument: 0, is: "job", here: true },
      methods: { effect: "ENQ", result: { kind: "promise" }, mayReject: true },
      operations: [
        { member: "start", effect: "SPAWN", result: { kind: "promise" } },
        { member: "end", effect: "KILL", result: { kind: "promise" } },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "Its methods become methods of the farm and are not seen by the analyzer.",
    "`end()` kills children after half a second.",
  ],
};

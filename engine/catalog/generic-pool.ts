// generic-pool: a pool of whatever a factory makes.

import type { LibraryEntry } from "./schema";

/** Facts read in the 3.9.0 sources and checked by running it. */
export const genericPool: LibraryEntry = {
  module: "generic-pool",
  checked: "3.9.0",
  homepage: "https://github.com/coopernurse/node-pool",
  types: [
    {
      export: "createPool",
      typeNames: ["Pool"],
      kind: "pool",
      construct: "call",
      capacity: { argument: 1, property: "max", otherwise: 1 },
      bounded: { argument: 1, names: ["acquireTimeoutMillis"] },
      reentrant: false,
      order: "priority",
      scope: "instance",
      operations: [
        { member: "acquire", effect: "ACQ", result: { kind: "promise" }, mayReject: true },
        { member: "release", effect: "REL", result: { kind: "promise" }, token: 0 },
        { member: "destroy", effect: "REL", result: { kind: "promise" }, token: 0 },
        {
          member: "use",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: 0, until: "settles", starts: "macro" },
          mayReject: true,
        },
        { member: "drain", effect: "WAIT", result: { kind: "promise" }, condition: "idle", memory: "level" },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "No acquire timeout by default: a nested acquire with all resources lent waits for ever.",
    "The callback of `use` must return a promise.",
    "`max` is 1 where nothing is said.",
  ],
};

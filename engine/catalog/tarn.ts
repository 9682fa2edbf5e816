// tarn: the resource pool under knex.

import type { LibraryEntry } from "./schema";

/** Facts read in the 3.1.2 sources and checked by running it. */
export const tarn: LibraryEntry = {
  module: "tarn",
  checked: "3.1.2",
  homepage: "https://github.com/Vincit/tarn.js",
  types: [
    {
      export: "Pool",
      typeNames: ["Pool"],
      kind: "pool",
      construct: "new",
      capacity: { argument: 0, property: "max" },
      bounded: true,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        { member: "acquire", effect: "ACQ", result: { kind: "promise", property: "promise" }, mayReject: true },
        { member: "release", effect: "REL", result: { kind: "value" }, token: 0, overRelease: "ignored" },
        { member: "destroy", effect: "KILL", result: { kind: "promise" } },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: ["An acquire rejects after `acquireTimeoutMillis`, 30 seconds where nothing is said."],
};

// pg: a pool of connections to PostgreSQL.

import type { LibraryEntry } from "./schema";

/** Facts read in the 8.23.1 sources. */
export const pg: LibraryEntry = {
  module: "pg",
  checked: "8.23.1",
  homepage: "https://node-postgres.com/apis/pool",
  types: [
    {
      export: "Pool",
      typeNames: ["Pool"],
      kind: "pool",
      construct: "new",
      capacity: { argument: 0, property: "max", otherwise: 10 },
      bounded: { argument: 0, names: ["connectionTimeoutMillis"] },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        {
          member: "connect",
          effect: "ACQ",
          result: { kind: "handle", release: ["release"], idempotent: false },
          mayReject: true,
        },
        { member: "query", effect: "RUN", result: { kind: "promise" }, mayReject: true },
        { member: "end", effect: "KILL", result: { kind: "promise" } },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "In the simulation no server answers: give the pool a `Client` class of your own that does.",
    "`connect()` waits for ever where `connectionTimeoutMillis` is not set and all clients are checked out.",
    "Every client needs its `release()`, best in a `finally` block; a second one throws.",
    "`pool.query()` inside a transaction takes another client.",
  ],
};

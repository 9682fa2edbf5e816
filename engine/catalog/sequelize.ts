// sequelize: transactions, each with a connection of its own.

import type { LibraryEntry } from "./schema";

/** Facts read in the 6.37.8 sources. */
export const sequelize: LibraryEntry = {
  module: "sequelize",
  checked: "6.37.8",
  homepage: "https://sequelize.org/docs/v6/other-topics/transactions/",
  types: [
    {
      export: "Sequelize",
      typeNames: ["Sequelize"],
      kind: "pool",
      construct: "new",
      capacity: { argument: -1, property: "pool.max", otherwise: 5 },
      bounded: true,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        {
          member: "transaction",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: "first-function", until: "settles", starts: "macro" },
          // Given another transaction it is a savepoint on that one's connection.
          bounded: { argument: 0, names: ["transaction"] },
          mayReject: true,
        },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A query without the transaction inside its callback takes a second connection.",
    "An acquire rejects after `pool.acquire`, 60 seconds where nothing is said; the pool has 5 connections.",
  ],
};

// knex: transactions, each with a connection of its own, and queries, which take one while they run.

import type { LibraryEntry, Operation } from "./schema";

const query = (member: string): Operation => ({
  member,
  effect: "RUN",
  result: { kind: "promise", builder: { elsewhere: ["transacting", "connection"] } },
  mayReject: true,
});

const operations: readonly Operation[] = [
  {
    member: "transaction",
    effect: "RUN",
    result: { kind: "promise" },
    callback: { argument: 0, until: "settles", starts: "macro" },
    mayReject: true,
  },
  ...["", "raw", "select", "from", "insert"].map(query),
];

/** Facts read in the 3.3.0 sources. */
export const knex: LibraryEntry = {
  module: "knex",
  checked: "3.3.0",
  homepage: "https://knexjs.org/guide/transactions.html",
  types: [
    {
      export: "default",
      typeNames: ["Knex"],
      kind: "pool",
      construct: "call",
      capacity: { argument: 0, property: "pool.max", otherwise: 10 },
      bounded: true,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations,
    },
    {
      export: "knex",
      typeNames: ["Knex"],
      kind: "pool",
      construct: "call",
      capacity: { argument: 0, property: "pool.max", otherwise: 10 },
      bounded: true,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations,
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A query by `knex` instead of `trx` inside a transaction takes a second connection.",
    "An acquire rejects after `acquireConnectionTimeout`, 60 seconds where nothing is said; the pool has 10 connections, with SQLite one.",
  ],
};

// @prisma/client: transactions, each with a connection of its own, and raw queries, which take one while they run.

import type { LibraryEntry, Operation } from "./schema";

const query = (member: string): Operation => ({
  member,
  effect: "RUN",
  result: { kind: "promise" },
  mayReject: true,
});

/** Facts read in the runtime and the types of 6.19.0; the client itself is generated from a schema. */
export const prismaClient: LibraryEntry = {
  module: "@prisma/client",
  checked: "6.19.0",
  homepage: "https://www.prisma.io/docs/orm/prisma-client/queries/transactions",
  types: [
    {
      export: "PrismaClient",
      typeNames: ["PrismaClient"],
      kind: "pool",
      construct: "new",
      // The limit is that of the driver, or stands in the address of the database.
      capacity: { argument: 0, property: "adapter" },
      bounded: true,
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        {
          member: "$transaction",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: "first-function", until: "settles", starts: "macro" },
          mayReject: true,
        },
        query("$queryRawUnsafe"),
        query("$executeRawUnsafe"),
        { member: "$disconnect", effect: "KILL", result: { kind: "promise" } },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "none", why: "its client is generated from a schema and talks to a database" },
  notes: [
    "`$transaction(async (tx) => …)` keeps a connection until its callback settles; `$transaction([…])` runs a list that is known beforehand.",
    "A query by the client instead of `tx` inside a transaction takes a second connection, and sees nothing of the first.",
    "The wait for a connection rejects after `maxWait`, 2 seconds, and a transaction is rolled back after `timeout`, 5 seconds, where nothing else is said.",
    "Recognised by the import from `@prisma/client`; clients generated into the program, queries through models and tagged templates are not followed.",
  ],
};

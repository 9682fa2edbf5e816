import knex, { type Knex } from "knex";

const db = knex({ client: "pg", connection: {}, pool: { min: 0, max: 1 }, acquireConnectionTimeout: 50, log: { warn() {} } });
type Done = (error: undefined, response: object) => void;

/** In place of a connection to a server. */
const connection = {
  query: (_query: unknown, done: Done) => setTimeout(() => done(undefined, { rows: [{ n: 1 }], command: "SELECT" }), 1),
};
Object.assign(db.client, {
  acquireRawConnection: async () => ({ ...connection }),
  destroyRawConnection: async () => {},
});

async function outside(): Promise<void> {
  await db.transaction(async () => {
    // Not on the transaction's connection: it wants a second one, and there is none.
    await db.raw("select 1");
  });
}

async function inside(): Promise<void> {
  await db.transaction(async (trx: Knex.Transaction) => {
    const { rows } = await trx.raw("select 1");
    console.log(rows.length, "row");
  });
}

await inside();
await outside().catch((error: Error) => console.log(error.name));
await db.raw("select 1");
await db.destroy();
//> says 1 row
//> says KnexTimeoutError
//> completed

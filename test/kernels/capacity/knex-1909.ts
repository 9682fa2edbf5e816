// Inside a transaction the rows are read through the pool: one connection more for each transaction that is open.
import knex from "knex";

const db = knex({ client: "pg", pool: { min: 0, max: 5 } });

export async function copy(ids: readonly number[]): Promise<void> {
  await db.transaction(async (trx) => {
    for (const id of ids) {
      const row = await db("source").where({ id }).first();
      await trx("target").insert(row);
    }
  });
}

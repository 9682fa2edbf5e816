// All queries of the transaction go through the transaction.
import knex from "knex";

const db = knex({ client: "pg", pool: { min: 0, max: 5 } });

export async function copy(ids: readonly number[]): Promise<void> {
  await db.transaction(async (trx) => {
    for (const id of ids) {
      const row = await trx("source").where({ id }).first();
      await trx("target").insert(row);
    }
  });
}

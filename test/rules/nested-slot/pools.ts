import knex from "knex";
import { Pool } from "pg";
import { Sequelize } from "sequelize";

const pool = new Pool({ max: 5 });
const db = knex({ client: "pg" });
const orm = new Sequelize("postgres://localhost/test");

async function audit(text: string): Promise<void> {
  await pool.query("INSERT INTO audit VALUES ($1)", [text]);
}

export async function transfer(amount: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await audit(`transfer ${amount}`);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: a connection of `pool` is held here (since line 14) while this call waits in audit for another. 5 such tasks
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

export async function transferThenAudit(amount: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("UPDATE account SET balance = balance - $1", [amount]);
  } finally {
    client.release();
  }
  await audit(`transfer ${amount}`);
}

export async function importRows(ids: readonly number[]): Promise<void> {
  await db.transaction(async (trx) => {
    for (const id of ids) {
      const row = await db("row").where({ id });
//                      ^^^^^^^^^ warning: 10 such tasks at the same time take all of them, and then each waits for one that none gives back, until the waits time out
      await trx("copy").insert(row);
    }
  });
}

export async function importRowsInside(ids: readonly number[]): Promise<void> {
  await db.transaction(async (trx) => {
    for (const id of ids) {
      const row = await trx("row").where({ id });
      await db("row").where({ id }).transacting(trx);
      await trx("copy").insert(row);
    }
  });
}

export async function nestedTransactions(): Promise<void> {
  await orm.transaction(async (outer) => {
    await orm.transaction(async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: a connection of `orm` is held here
    await orm.transaction({ transaction: outer }, async () => {});
  });
}

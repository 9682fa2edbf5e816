import type { Knex } from "knex";

declare function audit(trx: Knex.Transaction, what: string): Promise<void>;

export async function pay(knex: Knex, from: string, to: string): Promise<void> {
  await knex.transaction(async (trx) => {
    await trx("accounts").where({ id: from }).decrement("balance", 1);
    trx("accounts").where({ id: to }).increment("balance", 1);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the transaction may be committed before it runs
    audit(trx, "paid");
//  ^^^^^^^^^^^^^^^^^^ warning: Nobody waits for `audit`
  });
}

export async function paid(knex: Knex, from: string, to: string): Promise<void> {
  await knex.transaction(async (trx) => {
    await trx("accounts").where({ id: from }).decrement("balance", 1);
    await Promise.all([trx("accounts").where({ id: to }).increment("balance", 1), audit(trx, "paid")]);
    void audit(trx, "later");
  });
}

export async function byHand(knex: Knex, id: string): Promise<void> {
  await knex.transaction(async (trx) => {
    if (id === "") {
      trx.rollback();
      return;
    }
    await trx("accounts").where({ id }).delete();
  });
}

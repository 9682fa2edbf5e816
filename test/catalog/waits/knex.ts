// knex: each operation that waits, while it does.
import knex from "knex";
const db = knex({ client: "pg", connection: {}, pool: { min: 0, max: 1 } });
Object.assign(db.client, { acquireRawConnection: async () => ({ query: (_query: unknown, done: (error: undefined, response: object) => void) => done(undefined, { rows: [] }) }) });
async function holder() { await db.transaction(() => new Promise(() => {})); }
async function knex_transaction() { await db.transaction(async () => {}); }
async function knex_raw() { await db.raw("select 1"); }
async function knex_call() { await db("users"); }
async function knex_select() { await db.select("name").from("users"); }
async function knex_from() { await db.from("users"); }
async function knex_insert() { await db.insert({ name: "a" }).into("users"); }
void holder();
setTimeout(() => {
  for (const start of [knex_transaction, knex_raw, knex_call, knex_select, knex_from, knex_insert]) void start().catch(() => {});
}, 10);

// pg: each operation that waits, while it does.
import { EventEmitter } from "node:events";
import { Pool } from "pg";
class Client extends EventEmitter {
  connect(done: () => void): void { setTimeout(done, 1); }
  query(): void {}
  end(done: () => void): void { done(); }
}
const pool = new Pool({ max: 1, ...{ Client } });
async function holder() { await pool.connect(); }
async function Pool_connect() { await pool.connect(); }
async function Pool_query() { await pool.query("select 1"); }
await holder();
void Pool_connect();
void Pool_query();

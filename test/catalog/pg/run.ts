import { EventEmitter } from "node:events";
import { Pool } from "pg";

/** In place of a connection to a server: the pool takes any class of clients. */
class Connection extends EventEmitter {
  connect(done: () => void): void {
    setTimeout(done, 1);
  }
  query(_text: string, _values: unknown, done: (error: undefined, result: object) => void): void {
    setTimeout(() => done(undefined, { rows: [] }), 1);
  }
  end(done: () => void): void {
    done();
  }
}

const pool = new Pool({ max: 2, ...{ Client: Connection } });

async function transfer(): Promise<void> {
  const client = await pool.connect();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const other = await pool.connect();
  other.release();
  client.release();
}

await pool.query("select 1");
await Promise.all([transfer(), transfer()]);
//> deadlock
//> main: the end of Promise.all
//> transfer: Pool.connect() of pool, held by transfer and transfer #2
//> transfer #2: Pool.connect() of pool, held by transfer and transfer #2

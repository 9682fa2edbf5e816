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

const pool = new Pool({ max: 1, ...{ Client: Connection } });

async function count(name: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("select 1", [], () => console.log(name, pool.totalCount, pool.waitingCount));
    await new Promise((resolve) => setTimeout(resolve, 5));
  } finally {
    client.release();
  }
}

await Promise.all([count("first"), count("second")]);
await pool.end();
//> says first 1 1
//> says second 1 0
//> completed

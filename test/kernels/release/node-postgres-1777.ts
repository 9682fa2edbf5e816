// A handler that leaves early with the connection that it has taken from the pool.
import { Pool } from "pg";

const pool = new Pool({ max: 10 });

export async function handle(user: string | undefined, next: () => void): Promise<unknown> {
  const client = await pool.connect();
  if (user === undefined) {
    next();
    return undefined;
  }
  const { rows } = await client.query("select * from orders where owner = $1", [user]);
  client.release();
  return rows;
}

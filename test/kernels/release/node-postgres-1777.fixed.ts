// A handler that gives back the connection that it has taken from the pool, whatever happens.
import { Pool } from "pg";

const pool = new Pool({ max: 10 });

export async function handle(user: string | undefined, next: () => void): Promise<unknown> {
  if (user === undefined) {
    next();
    return undefined;
  }
  const client = await pool.connect();
  try {
    const { rows } = await client.query("select * from orders where owner = $1", [user]);
    return rows;
  } finally {
    client.release();
  }
}

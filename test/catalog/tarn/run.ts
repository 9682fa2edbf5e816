import { Pool } from "tarn";

const pool = new Pool<object>({ create: async () => ({}), destroy: () => {}, min: 0, max: 1 });

async function query(name: string): Promise<void> {
  const connection = await pool.acquire().promise;
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(name, pool.numUsed());
  pool.release(connection);
}

await Promise.all([query("first"), query("second")]);
await pool.destroy();
//> says first 1
//> says second 1
//> completed

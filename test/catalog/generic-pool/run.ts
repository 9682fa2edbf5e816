import { createPool } from "generic-pool";

const pool = createPool({ create: async () => ({}), destroy: async () => {} }, { max: 2 });

async function report(): Promise<void> {
  const first = await pool.acquire();
  await new Promise((resolve) => setTimeout(resolve, 1));
  const second = await pool.acquire();
  await pool.release(second);
  await pool.release(first);
}

await Promise.all([report(), report()]);
//> deadlock
//> main: the end of Promise.all
//> report: createPool.acquire() of pool, held by report and report #2
//> report #2: createPool.acquire() of pool, held by report and report #2

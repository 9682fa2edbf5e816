import { createPool } from "generic-pool";

const pool = createPool({ create: async () => ({}), destroy: async () => {} }, { max: 1 });

async function report(name: string): Promise<void> {
  await pool.use(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    console.log(name, pool.borrowed);
  });
}

await Promise.all([report("first"), report("second")]);
await pool.drain();
await pool.clear();
//> says first 1
//> says second 1
//> completed

import Tinypool from "tinypool";

const pool = new Tinypool({ filename: new URL("./never.ts", import.meta.url).href, minThreads: 1, maxThreads: 1 });

async function ask(): Promise<void> {
  console.log(await pool.run("in vain"));
}

await ask();
//> stuck
//> main: the job of Tinypool.run() of pool

import { Piscina } from "piscina";

const pool = new Piscina({ filename: new URL("./never.ts", import.meta.url).href, minThreads: 1, maxThreads: 1 });

async function ask(): Promise<void> {
  console.log(await pool.run("in vain"));
}

await ask();
//> stuck
//> main: the job of Piscina.run() of pool

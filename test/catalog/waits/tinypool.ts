// tinypool: each operation that waits, while it does.
import { Tinypool } from "tinypool";
const pool = new Tinypool({ filename: new URL("./never.job.ts", import.meta.url).href, minThreads: 1, maxThreads: 1 });
async function Tinypool_run() { await pool.run("in vain"); }
void Tinypool_run();

// piscina: each operation that waits, while it does.
import { Piscina } from "piscina";
const pool = new Piscina({ filename: new URL("./never.job.ts", import.meta.url).href, minThreads: 1, maxThreads: 1 });
pool.on("error", () => {});
async function Piscina_run() { await pool.run("in vain"); }
async function Piscina_close() { await pool.close(); }
void Piscina_run().catch(() => {});
setTimeout(() => void Piscina_close(), 10);

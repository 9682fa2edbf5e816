// The same with piscina: a pool whose workers wait in `Atomics.wait`, in the library's own code.
import { Piscina } from "piscina";

const pool = new Piscina({ filename: new URL("./square.part.mts", import.meta.url).href, minThreads: 1, maxThreads: 1 });
console.log("threads", pool.threads.length);
for (const n of [1, 2, 3]) console.log(await pool.run({ n }));
const results = await Promise.allSettled([pool.run({ n: 4, wait: 2 }), pool.run({ n: -1 }), pool.run({ n: 5 })]);
for (const result of results) console.log(result.status === "fulfilled" ? result.value : String(result.reason));
console.log("completed", pool.completed);
await pool.destroy();
console.log("threads", pool.threads.length);

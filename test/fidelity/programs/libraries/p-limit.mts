// p-limit: at most n at once, in order; counts; clearQueue.
import pLimit from "p-limit";
const limit = pLimit(2);
let running = 0, most = 0;
const job = (n: number, ms: number) => limit(async () => { most = Math.max(most, ++running); console.log("start", n); await new Promise((r) => setTimeout(r, ms)); running--; console.log("end", n); return n * 10; });
console.log(limit.activeCount, limit.pendingCount);
const all = [job(1, 30), job(2, 10), job(3, 10), job(4, 60)];
console.log(limit.activeCount, limit.pendingCount);
console.log(await Promise.all(all), most);
await limit((a: number, b: number) => console.log("args", a, b), 1, 2);
console.log(await limit(() => Promise.reject(new Error("failed"))).catch((e) => e.message), await limit(async () => "still works"));

// async-sema: acquire, tryAcquire, release, drain, tokens.
import { Sema, RateLimit } from "async-sema";
const s = new Sema(2, { capacity: 10 });
const job = async (n: number) => { await s.acquire(); console.log("in", n, s.nrWaiting()); await new Promise((r) => setTimeout(r, 10 * n)); s.release(); console.log("out", n); };
await Promise.all([1, 2, 3, 4].map(job));
console.log(s.tryAcquire() !== undefined, s.tryAcquire() !== undefined, s.tryAcquire());
s.release(); s.release();
await s.drain();
console.log("drained");
void RateLimit;

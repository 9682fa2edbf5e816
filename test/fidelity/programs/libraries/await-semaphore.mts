// await-semaphore and semaphore-async-await and await-lock.
import { Semaphore, Mutex } from "await-semaphore";
import Lock from "semaphore-async-await";
const s = new Semaphore(2);
await Promise.all([1, 2, 3].map((n) => s.use(async () => { console.log("use", n); await new Promise((r) => setTimeout(r, n * 10)); console.log("left", n); })));
const m = new Mutex();
const release = await m.acquire();
m.acquire().then((r) => { console.log("next"); r(); });
release();
await new Promise((r) => setTimeout(r, 5));
const L = (Lock as any).default ?? Lock;
const l = new L(1);
await l.acquire();
console.log(l.tryAcquire(), l.getPermits());
l.release();
console.log(await l.execute(async () => "executed"));

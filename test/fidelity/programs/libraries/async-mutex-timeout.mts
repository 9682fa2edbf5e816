// withTimeout and tryAcquire.
import { Mutex, Semaphore, withTimeout, tryAcquire, E_TIMEOUT, E_ALREADY_LOCKED } from "async-mutex";
const m = withTimeout(new Mutex(), 20);
const release = await m.acquire();
console.log(await m.acquire().catch((e) => e === E_TIMEOUT));
release();
const t = tryAcquire(new Mutex(), new Error("busy"));
const r = await t.acquire();
console.log(await t.acquire().catch((e) => e.message));
r();
const s = tryAcquire(new Semaphore(1));
await s.acquire();
console.log(await s.acquire().catch((e) => e === E_ALREADY_LOCKED));

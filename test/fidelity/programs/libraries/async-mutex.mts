// async-mutex: acquire, runExclusive, isLocked, waitForUnlock, cancel, release twice.
import { Mutex, E_CANCELED } from "async-mutex";
const m = new Mutex();
const job = (name: string, ms: number) => m.runExclusive(async () => { console.log("in", name, m.isLocked()); await new Promise((r) => setTimeout(r, ms)); console.log("out", name); return name; });
console.log(await Promise.all([job("a", 10), job("b", 1), job("c", 1)]));
const release = await m.acquire();
m.acquire().then((r) => { console.log("second"); r(); });
m.waitForUnlock().then(() => console.log("unlocked"));
release(); release();
await new Promise((r) => setTimeout(r, 5));
console.log(m.isLocked());
const held = await m.acquire();
const waiting = m.acquire().catch((e) => (e === E_CANCELED ? "cancelled" : "other"));
m.cancel();
console.log(await waiting);
held();
await m.runExclusive(() => { throw new Error("in section"); }).catch((e) => console.log(e.message, m.isLocked()));

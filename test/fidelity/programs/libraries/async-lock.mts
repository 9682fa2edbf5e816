// async-lock: keys, several keys, callbacks and promises, timeout, isBusy.
import AsyncLock from "async-lock";
const lock = new AsyncLock({ timeout: 40 });
const job = (key: string | string[], name: string, ms: number) => lock.acquire(key, async () => { console.log("in", name); await new Promise((r) => setTimeout(r, ms)); console.log("out", name); return name; });
console.log(await Promise.all([job("k", "k1", 10), job("k", "k2", 1), job("other", "o", 3), job(["k", "other"], "both", 1)]));
lock.acquire("k", (done: (e: unknown, v: string) => void) => { setTimeout(() => done(null, "by callback"), 2); }, (e: unknown, v: unknown) => console.log("callback", e, v));
console.log(lock.isBusy(), lock.isBusy("k"), lock.isBusy("none"));
await new Promise((r) => setTimeout(r, 20));
const long = lock.acquire("t", () => new Promise((r) => setTimeout(r, 100, "long")));
console.log(await lock.acquire("t", async () => "never").catch((e) => e.message), await long);
console.log(await lock.acquire("e", async () => { throw new Error("in section"); }).catch((e) => e.message), lock.isBusy());

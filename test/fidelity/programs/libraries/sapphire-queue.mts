// @sapphire/async-queue: wait, shift, abort.
import { AsyncQueue } from "@sapphire/async-queue";
const q = new AsyncQueue();
const job = async (n: number) => { await q.wait(); try { console.log("in", n, q.remaining); await new Promise((r) => setTimeout(r, 2)); } finally { q.shift(); } };
await Promise.all([1, 2, 3].map(job));
await q.wait();
const waiting = q.wait().catch((e) => e.message);
q.abortAll();
console.log(await waiting, q.queued);
q.shift();

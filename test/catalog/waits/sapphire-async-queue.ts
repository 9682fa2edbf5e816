// @sapphire/async-queue: each operation that waits, while it does.
import { AsyncQueue } from "@sapphire/async-queue";
const queue = new AsyncQueue();
async function holder() { await queue.wait(); }
async function AsyncQueue_wait() { await queue.wait(); }
await holder();
void AsyncQueue_wait();

// async-lock: each operation that waits, while it does.
import AsyncLock from "async-lock";
const lock = new AsyncLock();
async function holder() { await lock.acquire("a", () => new Promise(() => {})); }
async function AsyncLock_acquire() { await lock.acquire("a", async () => {}); }
void holder();
void AsyncLock_acquire();

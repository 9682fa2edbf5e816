// semaphore-async-await: each operation that waits, while it does.
import Semaphore, { Lock } from "semaphore-async-await";
const permits = new Semaphore(1);
const lock = new Lock();
async function holder() { await permits.acquire(); await lock.acquire(); }
async function Semaphore_acquire() { await permits.acquire(); }
async function Semaphore_wait() { await permits.wait(); }
async function Semaphore_execute() { await permits.execute(async () => {}); }
async function Lock_acquire() { await lock.acquire(); }
async function Lock_wait() { await lock.wait(); }
async function Lock_execute() { await lock.execute(async () => {}); }
await holder();
for (const start of [Semaphore_acquire, Semaphore_wait, Semaphore_execute, Lock_acquire, Lock_wait, Lock_execute]) void start();

// redis-semaphore: each operation that waits, while it does.
import { Mutex, RedlockMutex, RedlockSemaphore, Semaphore } from "redis-semaphore";
/** Every lock is held by somebody else. */
const later = <T>(answer: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(answer), 1));
const client = { set: () => later(null), evalsha: () => later(0), eval: () => later(0) };
const options = { acquireTimeout: 50, retryInterval: 10 };
const mutex = new Mutex(client as never, "a", options);
const permits = new Semaphore(client as never, "b", 1, options);
const everywhere = new RedlockMutex([client, client] as never, "c", options);
const some = new RedlockSemaphore([client, client] as never, "d", 1, options);
async function Mutex_acquire() { await mutex.acquire().catch(() => {}); }
async function Semaphore_acquire() { await permits.acquire().catch(() => {}); }
async function RedlockMutex_acquire() { await everywhere.acquire().catch(() => {}); }
async function RedlockSemaphore_acquire() { await some.acquire().catch(() => {}); }
for (const start of [Mutex_acquire, Semaphore_acquire, RedlockMutex_acquire, RedlockSemaphore_acquire]) void start();

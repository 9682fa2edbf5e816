// await-semaphore: each operation that waits, while it does.
import { Mutex, Semaphore } from "await-semaphore";
const mutex = new Mutex();
const permits = new Semaphore(1);
async function holder() { await mutex.acquire(); await permits.acquire(); }
async function Semaphore_acquire() { await permits.acquire(); }
async function Semaphore_use() { await permits.use(async () => {}); }
async function Mutex_acquire() { await mutex.acquire(); }
async function Mutex_use() { await mutex.use(async () => {}); }
await holder();
for (const start of [Semaphore_acquire, Semaphore_use, Mutex_acquire, Mutex_use]) void start();

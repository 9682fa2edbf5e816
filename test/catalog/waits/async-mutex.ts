// async-mutex: each operation that waits, while it does.
import { Mutex, Semaphore } from "async-mutex";
const mutex = new Mutex();
const permits = new Semaphore(2);
async function holder() { await mutex.acquire(); await permits.acquire(2); }
async function Mutex_acquire() { await mutex.acquire(); }
async function Mutex_runExclusive() { await mutex.runExclusive(() => {}); }
async function Mutex_waitForUnlock() { await mutex.waitForUnlock(); }
async function Semaphore_acquire() { await permits.acquire(); }
async function Semaphore_runExclusive() { await permits.runExclusive(() => {}); }
async function Semaphore_waitForUnlock() { await permits.waitForUnlock(); }
await holder();
for (const start of [Mutex_acquire, Mutex_runExclusive, Mutex_waitForUnlock]) void start();
for (const start of [Semaphore_acquire, Semaphore_runExclusive, Semaphore_waitForUnlock]) void start();

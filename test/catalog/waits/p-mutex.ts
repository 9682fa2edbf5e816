// p-mutex: each operation that waits, while it does.
import Mutex from "p-mutex";
const mutex = new Mutex();
async function holder() { await mutex.lock(); }
async function Mutex_lock() { await mutex.lock(); }
async function Mutex_withLock() { await mutex.withLock(async () => {}); }
await holder();
void Mutex_lock();
void Mutex_withLock();

// @livekit/mutex: each operation that waits, while it does.
import { Mutex, MultiMutex } from "@livekit/mutex";
const mutex = new Mutex();
const seats = new MultiMutex(1);
async function holder() { await mutex.lock(); await seats.lock(); }
async function Mutex_lock() { await mutex.lock(); }
async function MultiMutex_lock() { await seats.lock(); }
await holder();
void Mutex_lock();
void MultiMutex_lock();

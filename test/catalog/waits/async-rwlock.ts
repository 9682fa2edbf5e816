// async-rwlock: each operation that waits, while it does.
import { RWLock } from "async-rwlock";
const lock = new RWLock();
async function holder() { await lock.writeLock(); }
async function RWLock_readLock() { await lock.readLock(); }
async function RWLock_writeLock() { await lock.writeLock(); }
await holder();
void RWLock_readLock();
void RWLock_writeLock();

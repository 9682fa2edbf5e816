// rwlock: each operation that waits, while it does.
import ReadWriteLock from "rwlock";
const lock = new ReadWriteLock();
lock.writeLock(() => {});
async function ReadWriteLock_readLock() { await new Promise<void>((done) => lock.readLock(() => done())); }
async function ReadWriteLock_writeLock() { await new Promise<void>((done) => lock.writeLock(() => done())); }
async function ReadWriteLock_async_readLock() { await new Promise<void>((done) => lock.async.readLock(() => done())); }
async function ReadWriteLock_async_writeLock() { await new Promise<void>((done) => lock.async.writeLock(() => done())); }
for (const start of [ReadWriteLock_readLock, ReadWriteLock_writeLock, ReadWriteLock_async_readLock, ReadWriteLock_async_writeLock]) void start();

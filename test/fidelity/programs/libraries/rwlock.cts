// rwlock: readers together, writers alone.
const ReadWriteLock = require("rwlock");
const lock = new ReadWriteLock();
const read = (n: number) => lock.readLock((release: () => void) => { console.log("read", n); setTimeout(() => { console.log("unread", n); release(); }, 20 * n); });
const write = (n: number) => lock.writeLock((release: () => void) => { console.log("write", n); setTimeout(() => { console.log("unwrite", n); release(); }, 5); });
read(1); read(2); write(1); read(3); write(2);

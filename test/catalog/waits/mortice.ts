// mortice: each operation that waits, while it does.
import mortice from "mortice";
const lock = mortice({ name: "files" });
async function holder() { await lock.writeLock(); }
async function Mortice_readLock() { await lock.readLock(); }
async function Mortice_writeLock() { await lock.writeLock(); }
await holder();
void Mortice_readLock();
void Mortice_writeLock();

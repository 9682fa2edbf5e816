// await-lock: each operation that waits, while it does.
import AwaitLock from "await-lock";
const lock = new AwaitLock();
async function holder() { await lock.acquireAsync(); }
async function AwaitLock_acquireAsync() { await lock.acquireAsync(); }
await holder();
void AwaitLock_acquireAsync();

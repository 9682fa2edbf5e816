// @livekit/mutex: lock, isLocked, multi.
import { Mutex, MultiMutex } from "@livekit/mutex";
const m = new Mutex();
const job = async (n: number) => { const unlock = await m.lock(); console.log("in", n, m.isLocked()); await new Promise((r) => setTimeout(r, 2)); unlock(); };
await Promise.all([1, 2, 3].map(job));
console.log(m.isLocked());
const mm = new MultiMutex(2);
const u1 = await mm.lock(), u2 = await mm.lock();
mm.lock().then((u) => { console.log("third"); u(); });
console.log(mm.isLocked("all" as never));
u1(); u2();

// events.on: an async iterator that buffers.
import { EventEmitter, on } from "node:events";
const e = new EventEmitter();
const ac = new AbortController();
process.nextTick(() => { e.emit("data", 1); e.emit("data", 2, "more"); });
setTimeout(() => e.emit("data", 3), 10);
setTimeout(() => ac.abort(), 30);
try { for await (const args of on(e, "data", { signal: ac.signal })) console.log(args); } catch (x) { console.log((x as Error).name); }
const it = on(e, "other");
e.emit("other", "a");
console.log(await it.next());
console.log(await it.return!(), e.listenerCount("other"));
const failing = on(e, "third");
setTimeout(() => e.emit("error", new Error("stop")), 5);
try { for await (const _ of failing) console.log("never"); } catch (x) { console.log((x as Error).message); }

// events.once: resolves with arguments, rejects on error and on abort.
import { EventEmitter, once } from "node:events";
const e = new EventEmitter();
setTimeout(() => e.emit("ready", 1, "two"), 5);
console.log(await once(e, "ready"));
setTimeout(() => e.emit("error", new Error("bad")), 5);
try { await once(e, "ready"); } catch (x) { console.log((x as Error).message); }
const ac = new AbortController();
setTimeout(() => ac.abort(), 5);
try { await once(e, "ready", { signal: ac.signal }); } catch (x) { console.log((x as Error).name, (x as any).code); }
console.log(e.listenerCount("ready"), e.listenerCount("error"));
const target = new EventTarget();
setTimeout(() => target.dispatchEvent(new Event("ping")), 5);
const [event] = await once(target, "ping");
console.log(event.type);

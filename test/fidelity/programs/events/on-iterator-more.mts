// events.on: queued events, error, return, throw, close, signal.
import { on, EventEmitter } from "node:events";
const e = new EventEmitter();
const it = on(e, "x");
e.emit("x", 1); e.emit("x", 2, 3);
console.log(await it.next(), await it.next());
const waiting = it.next();
e.emit("x", "late");
console.log(await waiting, e.listenerCount("x"));
console.log(await it.return!(), e.listenerCount("x"), await it.next());
const it2 = on(e, "y");
e.emit("y", "before"); e.emit("error", new Error("bad"));
console.log(await it2.next());
try { await it2.next(); } catch (err: any) { console.log(err.message, e.listenerCount("error")); }
console.log(await it2.next());
const it3: any = on(e, "z", { close: ["end", "finish"] } as any);
e.emit("z", 1); e.emit("end"); e.emit("z", 2);
for await (const v of it3) console.log("z", v);
console.log(e.listenerCount("end"), e.listenerCount("finish"));
const c = new AbortController();
setTimeout(() => c.abort("r"), 2);
try { for await (const v of on(e, "w", { signal: c.signal })) console.log(v); } catch (err: any) { console.log(err.name, err.code, err.cause); }
try { on(e, "w", { signal: AbortSignal.abort() }); } catch (err: any) { console.log(err.name); }
const it4: any = on(e, "v");
try { it4.throw(5); } catch (err: any) { console.log(err.name, err.code); }
const p = it4.next();
it4.throw(new Error("thrown in"));
await p.then(console.log, (err: any) => console.log("rejected", err.message));

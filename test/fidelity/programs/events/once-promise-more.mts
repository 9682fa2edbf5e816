// events.once: arguments, an error first, a signal, an EventTarget, 'error' itself.
import { once, EventEmitter, getEventListeners } from "node:events";
const e = new EventEmitter();
setTimeout(() => e.emit("x", 1, 2), 1);
console.log(await once(e, "x"), e.listenerCount("x"), e.listenerCount("error"));
setTimeout(() => e.emit("error", new Error("bad")), 1);
try { await once(e, "x"); } catch (err: any) { console.log(err.message, e.listenerCount("x"), e.listenerCount("error")); }
setTimeout(() => e.emit("error", new Error("wanted")), 1);
console.log((await once(e, "error"))[0].message);
const c = new AbortController();
setTimeout(() => c.abort(), 1);
try { await once(e, "x", { signal: c.signal }); } catch (err: any) { console.log(err.name, err.code, err.message, e.listenerCount("x")); }
try { await once(e, "x", { signal: AbortSignal.abort() }); } catch (err: any) { console.log(err.name); }
try { await once(e, "x", { signal: 5 as any }); } catch (err: any) { console.log(err.name, err.code); }
const t = new EventTarget();
setTimeout(() => t.dispatchEvent(new Event("go")), 1);
const [event] = await once(t as any, "go");
console.log(event.type, getEventListeners(t, "go").length);
try { await once({} as any, "x"); } catch (err: any) { console.log(err.name, err.code, err.message); }
console.log(getEventListeners(e, "x"), getEventListeners(e.on("q", Math.max), "q")[0] === Math.max);

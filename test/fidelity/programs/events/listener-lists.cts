// Listeners: order, prepend, once wrappers, raw ones, removal during emit, names, counts, max listeners.
const { EventEmitter } = require("node:events");
const e = new EventEmitter();
const f = (...a: any[]) => console.log("f", ...a), g = () => { console.log("g"); e.off("x", f); e.on("x", h); }, h = () => console.log("h");
e.on("x", g).on("x", f).prependListener("x", () => console.log("first")).prependOnceListener("x", () => console.log("once"));
e.emit("x", 1, 2);
console.log("--"); e.emit("x");
console.log(e.listenerCount("x"), e.listenerCount("x", f), e.eventNames(), e.listeners("x").length);
e.once("y", f);
console.log(e.listeners("y")[0] === f, e.rawListeners("y")[0] === f, e.rawListeners("y")[0].listener === f);
e.rawListeners("y")[0]("raw");
console.log(e.listenerCount("y"));
console.log(e.getMaxListeners(), EventEmitter.defaultMaxListeners, e.setMaxListeners(1) === e, e.getMaxListeners());
for (const bad of [-1, "x", NaN]) try { e.setMaxListeners(bad); } catch (err: any) { console.log(err.name, err.code, err.message); }
const s = Symbol("s");
e.on(s, f); e.on("y", f); e.on("removeListener", (name: any, l: any) => console.log("removed", String(name), l === f));
e.removeAllListeners("y"); e.removeAllListeners();
console.log(e.eventNames(), e.emit("nothing"));
for (const bad of [null, 5, {}]) try { e.on("x", bad); } catch (err: any) { console.log(err.name, err.code, err.message); }

// events: listenerCount, getEventListeners, setMaxListeners, addAbortListener, getMaxListeners, defaultMaxListeners.
const events = require("node:events");
const e = new events.EventEmitter();
e.on("x", () => undefined);
console.log(events.listenerCount(e, "x"), events.getEventListeners(e, "x").length, events.defaultMaxListeners);
events.setMaxListeners(5, e, new EventTarget());
console.log(e.getMaxListeners(), events.getMaxListeners?.(e), events.getMaxListeners?.(new EventTarget()));
const c = new AbortController();
const d = events.addAbortListener(c.signal, (ev: any) => console.log("aborted", ev.type));
events.addAbortListener(c.signal, () => console.log("never"))[(Symbol as any).dispose ?? Symbol.for("nodejs.dispose")]?.();
c.signal.addEventListener("abort", (ev: any) => ev.stopImmediatePropagation());
c.abort();
const aborted = AbortSignal.abort();
events.addAbortListener(aborted, () => console.log("in a microtask"));
console.log("sync");
console.log(Object.keys(events).filter((k) => !k.startsWith("_")).sort().join());

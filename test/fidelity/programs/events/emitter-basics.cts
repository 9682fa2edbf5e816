// EventEmitter: order, once, prepend, removal during emit, return values, errors, newListener.
const { EventEmitter, errorMonitor } = require("node:events");
const e = new EventEmitter();
e.on("newListener", (name: string) => console.log("new", name));
e.on("a", (...args: unknown[]) => console.log("a1", args));
e.prependListener("a", () => console.log("a0"));
e.once("a", function (this: unknown) { console.log("once", this === e); });
console.log(e.emit("a", 1, 2), e.emit("a"), e.emit("none"));
const remover = () => { console.log("remover"); e.off("r", victim); };
const victim = () => console.log("victim still runs this time");
e.on("r", remover); e.on("r", victim);
e.emit("r"); e.emit("r");
try { e.emit("error", new Error("unhandled")); } catch (x: any) { console.log(x.message); }
try { e.emit("error", "text"); } catch (x: any) { console.log(x.message, x.code); }
e.on(errorMonitor, (x: any) => console.log("monitor", x.message));
e.on("error", (x: any) => console.log("handled", x.message));
e.emit("error", new Error("now"));
console.log(e.listenerCount("a"), e.eventNames(), e.listeners("a").length, e.rawListeners("a").length, EventEmitter.defaultMaxListeners, e.getMaxListeners());
e.removeAllListeners("a"); console.log(e.emit("a"));
class Mine extends EventEmitter { constructor() { super(); this.on("x", () => console.log("mine x")); } }
new Mine().emit("x");

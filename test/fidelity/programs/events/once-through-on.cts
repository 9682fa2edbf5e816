// once registers through the emitter's own on, as prependOnceListener does through prependListener.
const { EventEmitter } = require("node:events");
const { Readable } = require("node:stream");
class Loud extends EventEmitter {
  on(name: string, f: any) { console.log("on", name, typeof f.listener); return super.on(name, f); }
  prependListener(name: string, f: any) { console.log("prepend", name); return super.prependListener(name, f); }
}
const e = new Loud();
e.once("x", () => console.log("x"));
e.prependOnceListener("x", () => console.log("first"));
console.log(e.emit("x"), e.emit("x"), e.listenerCount("x"));
const r = Readable.from(["a", "b"]);
r.once("data", (d: string) => { console.log("data", d, r.readableFlowing); });
r.on("end", () => console.log("end"));

// newListener comes before the listener is there; a once listener is gone while it runs.
const { EventEmitter } = require("node:events");
const e = new EventEmitter();
e.once("newListener", (name: string, l: any) => { console.log("new", name, e.listenerCount(name)); if (name === "x") e.on("x", () => console.log("inserted before")); });
e.on("x", () => console.log("own"));
e.emit("x");
e.once("y", () => { console.log("y", e.listenerCount("y")); e.emit("y"); });
console.log(e.emit("y"), e.emit("y"));
class Child extends EventEmitter { constructor() { super(); this.on("z", function (this: any) { console.log(this === child, this instanceof Child); }); } }
const child = new Child();
child.emit("z");
function Old(this: any) { EventEmitter.call(this); }
require("node:util").inherits(Old, EventEmitter);
const old = new (Old as any)();
old.on("a", () => console.log("old style"));
old.emit("a");
console.log(EventEmitter === require("node:events"), EventEmitter.EventEmitter === EventEmitter);

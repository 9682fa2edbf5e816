// Dynamic import of a built-in gives a namespace; it is asynchronous and cached.
import("node:path").then((m) => console.log(m.basename("/a/b.txt"), typeof m.default.join));
Promise.resolve().then(() => console.log("micro"));
console.log("sync");
const a = await import("node:events");
const b = await import("node:events");
console.log(typeof b.on, typeof a.EventEmitter, typeof a.once);

// A Writable: write's answer, drain, cork, finish, errors, end with a callback, after end.
const { Writable } = require("node:stream");
const w = new Writable({ highWaterMark: 3, write(c: any, _: any, cb: any) { console.log("write", String(c)); setTimeout(cb, 1); }, final(cb: any) { console.log("final"); cb(); } });
console.log(w.write("ab"), w.write("cd"), w.writableNeedDrain, w.writableLength);
w.on("drain", () => { console.log("drain", w.writableLength); w.cork(); w.write("x"); w.write("y"); process.nextTick(() => { w.uncork(); w.end("last", () => console.log("end callback")); console.log(w.writableEnded); w.write("late", (e: any) => console.log(e.code)); }); });
w.on("finish", () => console.log("finish"));
w.on("error", (e: any) => console.log("error", e.code));
w.on("close", () => console.log("close", w.destroyed, w.errored?.code));

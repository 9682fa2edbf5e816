// unref'ed timers do not keep the process; ref takes it back; hasRef tells.
const a = setTimeout(() => console.log("never: unref"), 200);
console.log(a.hasRef());
a.unref();
console.log(a.hasRef());
const b = setTimeout(() => console.log("kept"), 20).unref().ref();
console.log(b.hasRef());
setInterval(() => console.log("never: interval"), 100).unref();
setImmediate(() => console.log("never: immediate")).unref();
process.on("exit", () => console.log("exit"));

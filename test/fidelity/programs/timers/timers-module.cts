// The timers module: the same functions as the globals, and promises.
const timers = require("node:timers");
console.log(timers.setTimeout === setTimeout, timers.setImmediate === setImmediate, timers.clearInterval === clearInterval, timers.promises === require("node:timers/promises"));
console.log(Object.keys(require("node:timers/promises")).sort().join());
const { promisify } = require("node:util");
promisify(setTimeout)(1, "p").then((v: any) => { console.log(v); return promisify(setImmediate)("q"); }).then(console.log);
console.log(setTimeout.name, setImmediate.name, clearTimeout.name, queueMicrotask.name, structuredClone.name);

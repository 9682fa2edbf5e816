// A worker's script, its microtasks, ticks, timers, immediates and the messages that wait for it.
const { Worker } = require("node:worker_threads");
const w = new Worker(`
const { parentPort } = require("node:worker_threads");
const say = (t) => parentPort.postMessage(t);
parentPort.on("message", (m) => { say("message " + m); setImmediate(() => say("immediate of " + m)); Promise.resolve().then(() => say("job of " + m)); if (m === "c") parentPort.close(); });
setImmediate(() => { say("immediate"); process.nextTick(() => say("tick of immediate")); });
setImmediate(() => say("immediate 2"));
process.nextTick(() => say("tick"));
Promise.resolve().then(() => say("job"));
say("script");
`, { eval: true });
w.postMessage("a"); w.postMessage("b"); w.postMessage("c");
w.on("message", (m: any) => console.log(m));
w.on("exit", (c: number) => console.log("exit", c));

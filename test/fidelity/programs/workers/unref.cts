// An unref'ed worker does not keep the process.
const { Worker } = require("node:worker_threads");
const w = new Worker("setTimeout(() => console.log('never'), 3000)", { eval: true });
w.on("exit", () => console.log("never exit event"));
w.unref();
process.on("exit", () => console.log("main exits"));

// What a thread does to built-in prototypes stays in that thread.
const { Worker } = require("node:worker_threads");
const w = new Worker("Array.prototype.mine = () => 'mine'; Object.prototype.polluted = 1; require('worker_threads').parentPort.postMessage([[].mine(), ({}).polluted]);", { eval: true });
w.on("message", (m: unknown) => console.log(m));
w.on("exit", () => console.log(typeof ([] as any).mine, ({} as any).polluted));

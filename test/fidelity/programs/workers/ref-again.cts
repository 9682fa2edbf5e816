// ref after unref keeps it again.
const { Worker } = require("node:worker_threads");
const w = new Worker("setTimeout(() => {}, 20)", { eval: true });
w.unref();
w.ref();
w.on("exit", (c: number) => console.log("exit", c));

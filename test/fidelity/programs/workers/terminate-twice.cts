// terminate: its value, twice, after the end, on a busy worker, and what is lost.
const { Worker } = require("node:worker_threads");
const code = "const { parentPort } = require('node:worker_threads'); setInterval(() => {}, 1000); process.on('exit', () => console.log('never: exit in the worker')); parentPort.postMessage('up');";
const w = new Worker(code, { eval: true });
w.on("message", async () => {
  const [a, b] = await Promise.all([w.terminate(), w.terminate()]);
  console.log("terminated", a, b, w.threadId);
  console.log("after", await w.terminate());
  w.postMessage("nobody");
  w.ref(); w.unref();
  console.log("done");
});
w.on("exit", (c: number) => console.log("exit", c));
w.on("error", (e: any) => console.log("error", e));

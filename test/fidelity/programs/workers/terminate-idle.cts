// terminate gives the exit code 1 and rejects nothing; twice is fine.
const { Worker } = require("node:worker_threads");
const w = new Worker("require('worker_threads').parentPort.on('message', () => {}); process.on('exit', () => console.log('never'));", { eval: true });
w.on("exit", (c: number) => console.log("exit event", c));
w.on("online", async () => {
  console.log("terminating");
  console.log("code", await w.terminate());
  console.log("again", await w.terminate());
});

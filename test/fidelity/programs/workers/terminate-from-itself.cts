// process.exit in a worker: in the middle, in a promise job, in a tick, in a message handler; nothing after it runs.
const { Worker } = require("node:worker_threads");
const run = (w: any) => new Promise<void>((resolve) => {
  w.on("message", (m: any) => console.log("message", m));
  w.on("error", (e: any) => console.log("error", e.message));
  w.on("exit", (c: number) => { console.log("exit", c); resolve(); });
  w.postMessage("go");
});
(async () => {
  await run(new Worker("const p = require('node:worker_threads').parentPort; p.postMessage(1); process.exit(3); p.postMessage(2);", { eval: true }));
  await run(new Worker("const p = require('node:worker_threads').parentPort; Promise.resolve().then(() => { p.postMessage('job'); process.exit(4); }).then(() => p.postMessage('never'));", { eval: true }));
  await run(new Worker("const p = require('node:worker_threads').parentPort; p.on('message', () => { p.postMessage('handler'); process.exit(); }); process.on('exit', (c) => { p.postMessage('in exit'); });", { eval: true }));
  await run(new Worker("const p = require('node:worker_threads').parentPort; process.nextTick(() => { process.exitCode = 9; process.exit(); });", { eval: true }));
})();

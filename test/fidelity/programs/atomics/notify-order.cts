// notify wakes in the order of waiting, both kinds alike: blocked workers and waitAsync of the main thread.
const { Worker } = require("node:worker_threads");
const a = new Int32Array(new SharedArrayBuffer(8));
const worker = (name: string) => new Worker("const { workerData: { a, name }, parentPort } = require('node:worker_threads'); parentPort.postMessage('waiting'); const r = Atomics.wait(a, 0, 0); parentPort.postMessage(name + ' ' + r);", { eval: true, workerData: { a, name } });
const w = worker("worker");
w.on("message", (m: string) => {
  if (m !== "waiting") { console.log(m); return; }
  setTimeout(() => {
    (Atomics as any).waitAsync(a, 0, 0).value.then((v: string) => { console.log("main", v); });
    console.log("first", Atomics.notify(a, 0, 1));
    setTimeout(() => console.log("second", Atomics.notify(a, 0, 1), Atomics.notify(a, 0, 1)), 100);
  }, 150);
});
w.on("exit", () => console.log("exit"));

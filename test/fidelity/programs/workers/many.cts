// Eight workers, each computes; results in the order of the requests.
const { Worker } = require("node:worker_threads");
const square = (n: number) => new Promise<number>((resolve, reject) => {
  const w = new Worker("const { parentPort, workerData } = require('worker_threads'); parentPort.postMessage(workerData * workerData);", { eval: true, workerData: n });
  w.once("message", resolve);
  w.once("error", reject);
});
Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(square)).then((r) => console.log(r));

// 6 ms of work: computing, or waiting for input.

import { parentPort, workerData } from "node:worker_threads";

if (String(workerData).startsWith("computes")) {
  compute();
} else {
  await new Promise((done) => setTimeout(done, 6));
}
parentPort?.postMessage(`${workerData}: done`);

function compute(): number {
  /** @cost 6000 */
  return 42;
}

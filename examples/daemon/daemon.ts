// Counts once a millisecond, and would do so ten times.

import { parentPort } from "node:worker_threads";

for (let count = 1; count <= 10; count++) {
  await new Promise((done) => setTimeout(done, 1));
  parentPort?.postMessage(`daemon counts ${count}`);
}

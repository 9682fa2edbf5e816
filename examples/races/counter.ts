// Counts up two cells: the first with a read and a write that others can come between, the second in one step.

import { workerData } from "node:worker_threads";

const counts = new Int32Array(workerData as SharedArrayBuffer);

for (let turn = 0; turn < 3; turn++) {
  counts[0]++;
  Atomics.add(counts, 1, 1);
}

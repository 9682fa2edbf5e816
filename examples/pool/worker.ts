// Computes for 4 ms a job.

import { parentPort } from "node:worker_threads";

parentPort?.on("message", (job: number) => {
  /** @cost 4000 */
  const result = job * job;
  parentPort?.postMessage(result);
});

// A worker thread: hands jobs to the main thread, which does them.

import { parentPort } from "node:worker_threads";

export type Job = { kind: "transfer"; amount: number } | { kind: "audit" };

const jobs: Job[] = [{ kind: "transfer", amount: 30 }, { kind: "audit" }];

for (const job of jobs) {
  parentPort?.postMessage(job);
}

// A job: one CPU burst of the length it was given.

import { parentPort, workerData } from "node:worker_threads";

const job = workerData as { readonly name: string; readonly cost: number };

/** @cost job.cost */
const done = `${job.name} is done`;

parentPort?.postMessage(done);

// A job: one CPU burst of the length it was given.

import { parentPort, workerData } from "node:worker_threads";

const { name, cost } = workerData as { readonly name: string; readonly cost: number };

/** @cost cost */
const done = `${name} is done`;

parentPort?.postMessage(done);

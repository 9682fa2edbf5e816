// 3 ms of computing.

import { parentPort, workerData } from "node:worker_threads";

/** @cost 3000 */
const text = `${workerData} is done`;
parentPort?.postMessage(text);

// Says who it is, and leaves after as many milliseconds as it was given.

import { isMainThread, parentPort, threadId, workerData } from "node:worker_threads";

parentPort?.postMessage(`main thread: ${isMainThread}, number ${threadId}`);
setTimeout(() => process.exit(workerData), workerData * 2);

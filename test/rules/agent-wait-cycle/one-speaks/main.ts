import { once } from "node:events";
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("./worker.ts", import.meta.url));
worker.on("error", console.error);
worker.on("exit", console.log);
worker.postMessage("task");
const [answer] = await once(worker, "message");
console.log(answer);

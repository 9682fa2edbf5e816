import { once } from "node:events";
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("./worker.ts", import.meta.url));
worker.on("error", console.error);
worker.on("exit", console.log);
const [greeting] = await once(worker, "message");
//                       ^^^^^^^^^^^^^^^^^^^^^^^ error: Nobody speaks first: this waits for a message of `worker.ts`
worker.postMessage(greeting);

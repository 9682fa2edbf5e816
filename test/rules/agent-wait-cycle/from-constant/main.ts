import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

const entry = fileURLToPath(new URL("../one-speaks/../from-constant/worker.ts", import.meta.url));
const worker = new Worker(entry);
worker.on("error", console.error);
worker.on("exit", console.log);
const [greeting] = await once(worker, "message");
//                       ^^^^^^^^^^^^^^^^^^^^^^^ error: Nobody speaks first: this waits for a message of `worker.ts`
worker.postMessage(greeting);

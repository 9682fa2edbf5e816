import { once } from "node:events";
import { parentPort } from "node:worker_threads";

if (parentPort === null) throw new Error("started as a program");
const port = parentPort;
const [task] = await once(parentPort, "message");
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: this waits for a message of `main.ts`
port.postMessage(`done: ${String(task)}`);
port.close();

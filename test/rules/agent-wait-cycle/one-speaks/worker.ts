import { once } from "node:events";
import { parentPort } from "node:worker_threads";

if (parentPort === null) throw new Error("started as a program");
const port = parentPort;
const [task] = await once(parentPort, "message");
port.postMessage(`done: ${String(task)}`);
port.close();

import { once } from "node:events";

const [task] = await once(process, "message");
process.send?.(`done: ${String(task)}`);
process.disconnect();

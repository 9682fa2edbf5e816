import { once } from "node:events";

const [task] = await once(process, "message");
//                   ^^^^^^^^^^^^^^^^^^^^^^^^ error: this waits for a message of `main.ts`
process.send?.(`done: ${String(task)}`);
process.disconnect();

// Submit, map, callbacks and shutdown on an executor of two threads.

import { threadId } from "node:worker_threads";
import { Executor } from "./executor";

const executor = new Executor(2);

const future = executor.submit(3);
void future.then((result) => console.log(`callback in thread ${threadId}: ${result}`));
console.log(`result ${await future}`);

const squares = await Promise.all([4, 5].map((number) => executor.submit(number)));
console.log(`map ${squares.join(", ")}`);

await executor.shutdown();
console.log("shut down");

// Waits for 5 ms in the way that its name says, and says when it could do something else.

import { parentPort, workerData } from "node:worker_threads";

const until = Date.now() + 5;
const say = (text: string): void => parentPort?.postMessage(`${workerData}: ${text}`);

if (workerData === "asks again") {
  // Synchronous and not blocking: the CPU is busy with asking.
  let asked = 0;
  while (Date.now() < until) asked++;
  say(`done, asked often: ${asked > 100}`);
} else if (workerData === "blocks") {
  // Synchronous and blocking: the whole thread waits, the CPU is free.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  say("done");
} else if (workerData === "awaits") {
  // Asynchronous and blocking: this task waits, others of the thread go on.
  queueMicrotask(() => say("another task of this thread"));
  await new Promise((done) => setTimeout(done, 5));
  say("done");
} else {
  // Asynchronous and not blocking: nobody waits, the callback comes later.
  setTimeout(() => say("done"), 5);
  say("already further");
}

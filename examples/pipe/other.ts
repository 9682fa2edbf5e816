// The other end: answers a message with two.

import { type MessagePort, workerData } from "node:worker_threads";

const port = workerData as MessagePort;
port.on("message", (text: string) => {
  console.log(`other got ${text}`);
  port.postMessage("one");
  port.postMessage("two");
});

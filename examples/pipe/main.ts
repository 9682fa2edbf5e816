// Two threads with the two ends of one channel.

import { MessageChannel, Worker } from "node:worker_threads";

const { port1: here, port2: there } = new MessageChannel();
const worker = new Worker(new URL("./other.ts", import.meta.url), {
  name: "other",
  workerData: there,
  transferList: [there],
});
here.on("message", (text: string) => {
  console.log(`main got ${text}`);
  if (text === "two") here.close();
});
here.postMessage("hello");
worker.on("exit", () => console.log("the other end is gone"));

import { parentPort } from "node:worker_threads";

// Node keeps what is sent to a worker until its port has a listener: this wait loses nothing.
await new Promise((resolve) => setTimeout(resolve, 1));
parentPort?.on("message", (text: string) => {
  parentPort?.postMessage(text);
  parentPort?.close();
});

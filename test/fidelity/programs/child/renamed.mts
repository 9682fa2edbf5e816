// `fork` and `Worker` under other names.
import { fork as start } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker as Thread } from "node:worker_threads";

const self = fileURLToPath(import.meta.url);
if (!isMainThread) {
  parentPort?.postMessage("a thread");
} else if (process.send !== undefined) {
  process.send("a process");
} else {
  const child = start(self);
  console.log(...(await once(child, "message")));
  await once(child, "exit");
  const thread = new Thread(self);
  console.log(...(await once(thread, "message")));
}

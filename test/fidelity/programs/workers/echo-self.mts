// A worker from this very file: messages both ways, then it ends by itself.
import { Worker, isMainThread, parentPort, workerData, threadId } from "node:worker_threads";
import { fileURLToPath } from "node:url";
if (isMainThread) {
  const w = new Worker(fileURLToPath(import.meta.url), { workerData: { greet: "hello", list: [1, 2] } });
  w.on("online", () => console.log("online"));
  w.on("message", (m) => { console.log("main got", m); if (m.n === 3) w.postMessage("stop"); else w.postMessage(m.n + 1); });
  w.on("exit", (c) => console.log("exit", c, w.threadId));
  console.log("started", w.threadId > 0);
} else {
  parentPort!.postMessage({ data: workerData, id: threadId > 0, n: 1 });
  parentPort!.on("message", (m) => { if (m === "stop") parentPort!.close(); else parentPort!.postMessage({ n: m }); });
}

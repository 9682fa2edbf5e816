// A worker asks the server of the main thread.
import { createServer } from "node:http";
import { Worker } from "node:worker_threads";
const server = createServer((req, res) => { console.log("asked for", req.url); res.end("from main"); });
server.listen(0, () => {
  const worker = new Worker(new URL("./http-worker.worker.mts", import.meta.url), { workerData: server.address().port });
  worker.on("message", (text) => console.log("worker got", text));
  worker.on("exit", (code) => { console.log("exit", code); server.close(() => console.log("closed")); });
});

import { get } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
get({ port: workerData, path: "/x", agent: false }, (res) => {
  res.setEncoding("utf8");
  res.on("data", (text) => parentPort.postMessage(text));
});

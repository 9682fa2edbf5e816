// argv, execArgv and name of a worker; what the thread itself says.
const { Worker, threadId } = require("node:worker_threads");
console.log("main", threadId);
const code = "const t = require('node:worker_threads'); t.parentPort.postMessage([process.argv.slice(2), process.execArgv, t.threadId, t.isMainThread, t.workerData, process.pid > 0]);";
const w = new Worker(code, { eval: true, argv: ["a", 1, { toString: () => "obj" }], execArgv: ["--no-warnings"], workerData: null, name: "helper" });
w.on("message", (m: any) => console.log(m));
w.on("exit", () => {
  const v = new Worker(code, { eval: true, workerData: undefined, argv: [], execArgv: [] });
  v.on("message", (m: any) => console.log(m));
});

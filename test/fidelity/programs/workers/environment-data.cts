// setEnvironmentData is copied to workers that are started after it.
const { Worker, setEnvironmentData, getEnvironmentData } = require("node:worker_threads");
setEnvironmentData("key", { a: 1 });
console.log(getEnvironmentData("key"));
const w = new Worker("const { getEnvironmentData, parentPort } = require('worker_threads'); parentPort.postMessage(getEnvironmentData('key')); parentPort.postMessage(getEnvironmentData('none'));", { eval: true });
setEnvironmentData("key", "changed too late for the first one");
w.on("message", (m: unknown) => console.log(m));

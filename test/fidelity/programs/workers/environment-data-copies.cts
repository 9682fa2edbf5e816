// Environment data: copied when the worker is made, deleted by undefined, keys of any kind.
const { Worker, setEnvironmentData, getEnvironmentData } = require("node:worker_threads");
const list = [1];
setEnvironmentData("list", list);
setEnvironmentData(1, "number");
setEnvironmentData("gone", 1);
setEnvironmentData("gone", undefined);
console.log(getEnvironmentData("list") === list, getEnvironmentData("gone"), getEnvironmentData("none"));
const w = new Worker("const { getEnvironmentData: g, setEnvironmentData, Worker, parentPort } = require('node:worker_threads'); parentPort.postMessage([g('list'), g(1), g('gone'), g('later')]); setEnvironmentData('own', 'x'); new Worker(\"const { getEnvironmentData: g } = require('node:worker_threads'); console.log('inner', g('own'), g('list'))\", { eval: true });", { eval: true });
setEnvironmentData("later", 1);
list.push(2);
w.on("message", (m: any) => console.log(m));
w.on("exit", () => console.log(getEnvironmentData("own")));

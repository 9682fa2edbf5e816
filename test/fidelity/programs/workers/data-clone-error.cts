// Functions cannot be posted, and the message is not sent.
const { Worker } = require("node:worker_threads");
try { new Worker("1", { eval: true, workerData: () => 1 }); } catch (e: any) { console.log(e.name, e.code); }
const w = new Worker("require('worker_threads').parentPort.once('message', (m) => console.log === m)", { eval: true });
try { w.postMessage({ f: () => 1 }); } catch (e: any) { console.log(e.name, e.message.includes("could not be cloned"), e.code, e.constructor.name); }
w.postMessage("fine");
w.on("exit", (c: number) => console.log("exit", c));

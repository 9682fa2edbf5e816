// workerData with a port in transferList, and a buffer that is detached by it.
const { Worker, MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
const buffer = new ArrayBuffer(8);
new Uint8Array(buffer)[0] = 42;
const w = new Worker("const { workerData, parentPort } = require('node:worker_threads'); workerData.port.postMessage(['hello', new Uint8Array(workerData.buffer)[0]]); workerData.port.on('message', (m) => { console.log('worker got', m); workerData.port.close(); });", { eval: true, workerData: { port: port2, buffer }, transferList: [port2, buffer] });
console.log(buffer.byteLength);
port1.on("message", (m: any) => { console.log("main got", m); port1.postMessage("back"); });
port1.on("close", () => console.log("main port closed"));
w.on("exit", (c: number) => setTimeout(() => console.log("exit", c), 20));
try { port2.postMessage(1); console.log("no throw"); } catch (e: any) { console.log(e.name); }
try { new Worker("1", { eval: true, workerData: port1 }); } catch (e: any) { console.log(e.name, e.code, e.message); }

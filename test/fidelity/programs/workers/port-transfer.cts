// A port is handed to a worker; after that main talks to it through the other end.
const { Worker, MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
const w = new Worker("const { parentPort } = require('worker_threads'); parentPort.once('message', ({ port }) => { port.on('message', (m) => { port.postMessage('echo ' + m); if (m === 'bye') port.close(); }); });", { eval: true });
port1.postMessage("queued before the transfer");
w.postMessage({ port: port2 }, [port2]);
port1.on("message", (m: string) => console.log(m));
port1.on("close", () => console.log("closed"));
port1.postMessage("second");
port1.postMessage("bye");
// Of another channel than the port's messages: which comes first is chance.
w.on("exit", (c: number) => process.on("exit", () => console.log("exit", c)));

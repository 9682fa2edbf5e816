// Closing: both sides get close, after the messages under way; posting to a closed port does nothing.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
port1.on("close", () => console.log("port1 closed"));
port2.on("close", () => console.log("port2 closed"));
port2.on("message", (m: string) => console.log("message", m));
port1.postMessage("last");
port1.close();
port1.postMessage("lost");
setTimeout(() => { port2.postMessage("lost too"); console.log("end"); }, 100);

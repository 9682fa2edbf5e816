// receiveMessageOnPort polls; what it takes is not delivered again.
const { MessageChannel, receiveMessageOnPort } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
port1.postMessage(1);
port1.postMessage({ two: 2 });
console.log(receiveMessageOnPort(port2), receiveMessageOnPort(port2), receiveMessageOnPort(port2));
port1.postMessage("event");
port2.once("message", (m: string) => { console.log("event", m, receiveMessageOnPort(port2)); port1.close(); });
try { receiveMessageOnPort({}); } catch (e: any) { console.log(e.name, e.code); }

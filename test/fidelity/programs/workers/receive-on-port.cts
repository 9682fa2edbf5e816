// receiveMessageOnPort: undefined on an empty port, one by one, wrong arguments, after close.
const { MessageChannel, receiveMessageOnPort } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
console.log(receiveMessageOnPort(port2));
port1.postMessage({ n: 1 });
port1.postMessage(undefined);
console.log(receiveMessageOnPort(port2), receiveMessageOnPort(port2), receiveMessageOnPort(port2));
try { receiveMessageOnPort({}); } catch (e: any) { console.log(e.name, e.code, e.message); }
port1.postMessage("late");
port2.close();
port2.on("close", () => console.log("closed"));
port1.on("close", () => console.log("other closed"));

// close events on both ends, and messages sent before the close.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
port1.on("close", () => console.log("1 closed"));
port2.on("close", () => console.log("2 closed"));
port2.on("message", (m: any) => console.log("2 got", m));
port1.postMessage("before");
port1.close();
port1.close();
port1.postMessage("after");
console.log("asked");
Promise.resolve().then(() => console.log("job"));
setImmediate(() => console.log("immediate"));

// An unref'ed port does not keep the process, and on("message") refs it.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
port2.on("message", () => console.log("never"));
port2.unref();
console.log(typeof port2.hasRef === "function" ? port2.hasRef() : false);
process.on("exit", () => console.log("exit"));
void port1;

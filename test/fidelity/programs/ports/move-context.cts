// hasRef of ports, and what refs them.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
if (port1.hasRef) console.log(port1.hasRef(), port2.hasRef());
const f = () => undefined;
port1.on("message", f);
if (port1.hasRef) console.log(port1.hasRef());
port1.off("message", f);
if (port1.hasRef) console.log(port1.hasRef());
port2.onmessage = f;
if (port1.hasRef) console.log(port2.hasRef());
port2.onmessage = null;
if (port1.hasRef) console.log(port2.hasRef());
port1.on("message", f).unref;
port1.unref();
process.on("exit", () => console.log("exit"));

// A port that closes itself in its handler loses the rest.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
port2.on("message", (m: number) => { console.log(m); if (m === 2) port2.close(); });
port2.on("close", () => console.log("closed 2"));
port1.on("close", () => console.log("closed 1"));
for (let i = 1; i <= 4; i++) port1.postMessage(i);

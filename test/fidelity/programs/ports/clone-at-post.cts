// The value is copied when it is posted, not when it is delivered.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
const value = { n: 1, list: [1] };
port1.postMessage(value);
value.n = 2;
value.list.push(2);
port2.once("message", (m: unknown) => { console.log(m); port1.close(); });

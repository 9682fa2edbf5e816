// Posting on a closed BroadcastChannel throws.
const { BroadcastChannel } = require("node:worker_threads");
const c = new BroadcastChannel("x");
c.close();
try { c.postMessage(1); } catch (e: any) { console.log(e.name, e.message); }
c.close();
console.log("fine");

// BroadcastChannel across threads.
const { Worker, BroadcastChannel } = require("node:worker_threads");
const channel = new BroadcastChannel("jobs");
const w = new Worker("const { BroadcastChannel } = require('worker_threads'); const c = new BroadcastChannel('jobs'); c.onmessage = ({ data }) => { if (data === 'ping') { c.postMessage('pong'); c.close(); } }; c.postMessage('ready');", { eval: true });
channel.onmessage = ({ data }: any) => { console.log(data); if (data === "ready") channel.postMessage("ping"); else channel.close(); };
// Of another channel than the broadcasts: which comes first is chance.
w.on("exit", (c: number) => process.on("exit", () => console.log("exit", c)));

// Messages of one channel keep their order.
const { MessageChannel } = require("node:worker_threads");
const make = (name: string) => { const { port1, port2 } = new MessageChannel(); const got: number[] = []; port2.on("message", (n: number) => { got.push(n); if (n === 9) { results.push(`${name} ${got.join("")}`); port2.close(); if (results.length === 2) console.log(results.sort()); } }); return port1; };
const results: string[] = [];
const [a, b] = [make("a"), make("b")];
for (let i = 0; i < 10; i++) { a.postMessage(i); b.postMessage(i); }

// Requests with ids over one worker, answered out of order.
import { Worker } from "node:worker_threads";
const w = new Worker("const { parentPort } = require('worker_threads'); parentPort.on('message', ({ id, delay }) => setTimeout(() => parentPort.postMessage({ id, answer: delay * 2 }), delay));", { eval: true });
const waiting = new Map<number, (v: number) => void>();
w.on("message", ({ id, answer }) => { waiting.get(id)!(answer); waiting.delete(id); });
let next = 0;
const ask = (delay: number) => new Promise<number>((resolve) => { waiting.set(next, resolve); w.postMessage({ id: next++, delay }); });
const order: number[] = [];
await Promise.all([80, 10, 40].map((d) => ask(d).then((v) => order.push(v))));
console.log(order, waiting.size);
await w.terminate();
console.log("terminated");

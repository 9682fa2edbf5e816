// Each thread has its own globals and module state.
const { Worker } = require("node:worker_threads");
(globalThis as any).shared = "main";
const w = new Worker("const before = typeof globalThis.shared; globalThis.shared = 'worker'; require('worker_threads').parentPort.postMessage(before);", { eval: true });
w.on("message", (m: unknown) => console.log(m));
w.on("exit", () => console.log((globalThis as any).shared));

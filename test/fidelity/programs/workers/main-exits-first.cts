// When main exits its workers are gone.
const { Worker } = require("node:worker_threads");
const w = new Worker("setInterval(() => {}, 5)", { eval: true });
w.on("online", () => { console.log("leaving"); process.exit(3); });
w.on("exit", () => console.log("never"));

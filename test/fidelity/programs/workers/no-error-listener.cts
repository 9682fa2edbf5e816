// An error event of a worker that nobody listens to ends the main thread.
const { Worker } = require("node:worker_threads");
process.on("exit", (c) => console.log("exit", c));
new Worker("throw new Error('in worker')", { eval: true });
setTimeout(() => console.log("never"), 3000);

// The main thread's work is done after 3 ms; the daemon's would take 10.

import { Worker } from "node:worker_threads";

const daemon = new Worker(new URL("./daemon.ts", import.meta.url), { name: "daemon" });
daemon.on("message", (text) => console.log(text));
daemon.unref();

await new Promise((done) => setTimeout(done, 3));
console.log("main is done");

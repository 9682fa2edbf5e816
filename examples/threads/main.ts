// The main thread starts two others and keeps a list of who is alive.

import { isMainThread, threadId, Worker } from "node:worker_threads";

const alive = new Set<string>();
console.log(`main thread: ${isMainThread}, number ${threadId}`);

const exits = ["left", "right"].map((name, index) => {
  const worker = new Worker(new URL("./other.ts", import.meta.url), { name, workerData: index + 1 });
  alive.add(name);
  worker.on("message", (text) => console.log(text));
  return new Promise<void>((done) => {
    worker.on("exit", (code) => {
      alive.delete(name);
      console.log(`${name} has left with ${code}, alive: ${[...alive].join(", ") || "none"}`);
      done();
    });
  });
});
console.log(`alive: ${[...alive].join(", ")}`);
await Promise.all(exits);

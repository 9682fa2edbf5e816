// A worker's standard streams as streams of its parent's: what it prints, what it is told, and the end of both.
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { isMainThread, parentPort, Worker } from "node:worker_threads";

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { stdin: true, stdout: true, stderr: true });
  const out = text(worker.stdout);
  const err = text(worker.stderr);
  worker.stdin?.write("one\n");
  worker.stdin?.end("two\n");
  worker.on("message", (message) => console.log("message", message));
  const [code] = await once(worker, "exit");
  console.log(code, JSON.stringify(await out), JSON.stringify(await err));
} else {
  console.log("begins");
  console.error("to the other");
  process.stdin.setEncoding("utf8");
  let all = "";
  process.stdin.on("data", (chunk) => {
    all += String(chunk);
  });
  process.stdin.on("end", () => {
    process.stdout.write(`read ${JSON.stringify(all)}`);
    parentPort?.postMessage("done");
  });
}

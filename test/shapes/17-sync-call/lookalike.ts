// A question whose answer comes as a message: nobody sleeps.
import { isMainThread, parentPort, Worker } from "node:worker_threads";

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on("message", (question: string) => worker.postMessage(question.length));
  worker.on("error", (error) => console.log(error));
} else {
  parentPort?.on("message", (answer: number) => {
    console.log(answer);
    parentPort?.close();
  });
  parentPort?.postMessage("how long?");
}

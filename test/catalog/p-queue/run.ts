import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 1 });

async function report(): Promise<void> {
  await queue.onIdle();
  console.log("idle");
}

async function upload(): Promise<void> {
  await queue.add(report);
}

await upload();
//> deadlock
//> main: PQueue.onIdle() of queue

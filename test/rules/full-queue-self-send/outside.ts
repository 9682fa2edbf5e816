// The queue is waited for from outside of its jobs, or by a job of another one.
import fastq from "fastq";
import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 2 });
const other = new PQueue({ concurrency: 2 });
const work = fastq.promise(async (task: number) => task, 3);

export async function all(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    await queue.onSizeLessThan(10);
    void queue.add(async () => url);
  }
  await queue.onIdle();
}

export async function ofAnother(): Promise<void> {
  await other.add(async () => {
    await queue.onIdle();
  });
}

export async function startedInside(): Promise<void> {
  await queue.add(async () => {
    void queue.onIdle().then(() => console.log("idle"));
  });
}

export async function drained(): Promise<void> {
  await work.push(1);
  await work.drained();
}

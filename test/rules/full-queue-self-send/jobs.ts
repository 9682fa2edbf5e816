import { queue as makeQueue } from "async";
import fastq from "fastq";
import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 2 });
const free = new PQueue();

async function settled(): Promise<void> {
  await free.onIdle();
}

export async function report(): Promise<void> {
  await queue.add(async () => {
    await queue.onIdle();
//        ^^^^^^^^^^^^^^ error: This runs in a job of `queue` (since line 13) and waits until `queue` is idle
  });
}

export async function throughAHelper(): Promise<void> {
  await free.add(async () => {
    await settled();
//        ^^^^^^^^^ error: waits in settled until `free` is idle
  });
}

export async function room(urls: readonly string[]): Promise<void> {
  await queue.add(async () => {
    for (const url of urls) {
      await queue.onSizeLessThan(10);
//          ^^^^^^^^^^^^^^^^^^^^^^^^ warning: until jobs that are queued have begun
      void queue.add(async () => url);
    }
  });
}

const work = fastq.promise(async (task: number) => {
  if (task === 0) await work.drained();
//                      ^^^^^^^^^^^^^^ error: until `work` is idle
}, 3);

export async function start(): Promise<void> {
  await work.push(1);
}

const jobs = makeQueue<number>(async (task) => {
  if (task === 0) await jobs.drain();
//                      ^^^^^^^^^^^^ error: until `jobs` is idle
}, 3);

export async function startJobs(): Promise<void> {
  await jobs.pushAsync(1);
}

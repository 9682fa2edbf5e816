// Events of queues that may have been before, and those that are still to come.
import { once } from "node:events";
import { queue as makeQueue } from "async";
import PQueue from "p-queue";

type Job = () => Promise<void>;

const queue = new PQueue({ concurrency: 4 });

export async function late(job: Job, prepare: () => Promise<void>): Promise<void> {
  void queue.add(job);
  await prepare();
  await once(queue, "idle");
  //    ^^^^^^^^^^^^^^^^^^^ warning: all of that has ended before
}

export async function maybe(job: Job, wanted: boolean): Promise<void> {
  if (wanted) void queue.add(job);
  await once(queue, "empty");
  //    ^^^^^^^^^^^^^^^^^^^^ warning: when nothing was put into it
}

/** What was just put in is still there. */
export async function atOnce(job: Job): Promise<void> {
  void queue.add(job);
  await once(queue, "idle");
}

export async function asked(): Promise<void> {
  if (queue.size === 0 && queue.pending === 0) return;
  await once(queue, "idle");
}

/** No wait: somebody wants to hear of it each time. */
export function report(): void {
  queue.on("idle", () => console.log("idle"));
}

export async function limited(job: Job): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 1000);
    queue.once("idle", resolve);
  });
  await job();
}

const letters = makeQueue(async (letter: string) => console.log(letter), 1);

export async function sendAll(all: readonly string[]): Promise<void> {
  for (const letter of all) void letters.push(letter);
  await letters.drain();
  //    ^^^^^^^^^^^^^^^ warning: This waits until `letters` tells of `drain` the next time
}

export async function sendOne(letter: string): Promise<void> {
  void letters.push(letter);
  await letters.drain();
}

import async from "async";
import { cargo, queue as makeQueue } from "async";

const queue = async.queue<number>(work, 1);
const wide = makeQueue<number>(wideWork, 3);
const batches = cargo<number>((_tasks, done) => done());

async function work(task: number): Promise<void> {
  if (task > 0) await queue.pushAsync(task - 1);
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-slot]: of `queue` is already held here
}

async function wideWork(task: number): Promise<void> {
  if (task > 0) await wide.pushAsync(task - 1);
//                    ^^^^^^^^^^^^^^^^^^^^^^^^ warning[nested-slot]: a slot of `wide` is held here (since line 19)
}

export async function start(): Promise<void> {
  await wide.pushAsync(1);
  await batches.pushAsync(1);
}

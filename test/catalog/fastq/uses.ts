import fastq, { type queueAsPromised } from "fastq";

const queue: queueAsPromised<number, void> = fastq.promise(work, 1);
const wide = fastq.promise(wideWork, 4);

async function work(task: number): Promise<void> {
  if (task > 0) await queue.push(task - 1);
//                    ^^^^^^^^^^^^^^^^^^^^ error[nested-slot]: of `queue` is already held here
}

async function wideWork(_task: number): Promise<void> {}

export async function start(): Promise<void> {
  await queue.push(3);
}

export async function other(): Promise<void> {
  await wide.push(1);
  await wide.push(2);
  await wide.drained();
}

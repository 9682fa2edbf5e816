import fastq from "fastq";

const queue = fastq.promise(work, 1);

async function work(depth: number): Promise<void> {
  console.log(depth);
  if (depth > 0) await queue.push(depth - 1);
}

await queue.push(1);
//> says 1
//> deadlock
//> main: promise.push() of queue, held by main

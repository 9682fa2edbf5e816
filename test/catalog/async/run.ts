import async from "async";

const queue = async.queue<number>(work, 1);

async function work(depth: number): Promise<void> {
  console.log(depth);
  if (depth > 0) await queue.pushAsync(depth - 1);
}

await queue.pushAsync(1);
//> says 1
//> deadlock
//> main: queue.pushAsync() of queue, held by main

import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 1 });

async function job(name: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(name);
}

void queue.add(() => job("low"), { priority: 0 });
void queue.add(() => job("also low"), { priority: 0 });
void queue.add(() => job("high"), { priority: 1 });
await queue.onIdle();
console.log("idle", queue.size, queue.pending);
//> says low
//> says high
//> says also low
//> says idle 0 0
//> completed

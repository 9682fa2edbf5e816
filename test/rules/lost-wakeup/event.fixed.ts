// The event of becoming idle is waited for, although nothing may have been added.
import PQueue from "p-queue";

export async function run(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = new PQueue({ concurrency: 4 });
  for (const job of jobs) void queue.add(job);
  await queue.onIdle();
  console.log("done");
}

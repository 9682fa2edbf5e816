// The event of becoming idle is waited for, although nothing may have been added.
import PQueue from "p-queue";

export async function run(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = new PQueue({ concurrency: 4 });
  for (const job of jobs) void queue.add(job);
  await new Promise<void>((resolve) => queue.once("idle", resolve));
  //    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This waits until `queue` tells of `idle` the next time, not until it is so
  console.log("done");
}

// threads.js: a thread with methods, and a pool of them.
import { Pool, spawn, Thread, Worker } from "threads";

type Methods = { square(n: number): number; slow(n: number): string; fails(): never };

async function main(): Promise<void> {
  const jobs = await spawn<Methods>(new Worker("./threads-jobs.part.cts"));
  console.log(await jobs.square(3));
  await jobs.fails().catch((error: Error) => console.log(error.name, error.message));
  await Thread.terminate(jobs);

  const pool = Pool(() => spawn<Methods>(new Worker("./threads-jobs.part.cts")), 2);
  const done: string[] = [];
  for (const n of [1, 2, 3]) {
    pool.queue(async (worker) => void done.push(await worker.slow(n)));
  }
  await pool.completed();
  console.log(done.sort());
  console.log("completed");
  await pool.terminate();
}

main();

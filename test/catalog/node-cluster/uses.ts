import cluster from "node:cluster";
import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function start(): Promise<void> {
  await mutex.runExclusive(() => cluster.fork());
}

export async function startTwice(): Promise<void> {
  await mutex.runExclusive(async () => {
    await mutex.runExclusive(() => cluster.fork());
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `mutex` is already held here
  });
}

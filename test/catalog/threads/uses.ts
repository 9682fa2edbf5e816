import { Mutex } from "async-mutex";
import { Pool, spawn, Worker } from "threads";

const pool = Pool(() => spawn(new Worker("./worker")), { size: 1 });
const mutex = new Mutex();

export async function underLock(): Promise<void> {
  await mutex.runExclusive(async () => {
    await pool.queue(() => mutex.runExclusive(() => {}));
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `mutex` is already held here
  });
}

export async function both(): Promise<void> {
  await Promise.all([pool.queue(async () => 1), pool.queue(async () => 2)]);
}

import { Mutex } from "async-mutex";
import workerpool from "workerpool";

const pool = workerpool.pool("worker.js", { maxWorkers: 1 });
const mutex = new Mutex();

export async function both(): Promise<void> {
  await Promise.all([pool.exec("add", [1, 2]), pool.exec("add", [3, 4])]);
  await mutex.runExclusive(async () => {
    await pool.exec("add", [1, 2]);
  });
}

export async function forgotten(): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if ((await pool.exec("add", [1, 2])) === 3) return;
  release();
}

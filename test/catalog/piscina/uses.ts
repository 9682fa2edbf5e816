import { Mutex } from "async-mutex";
import Piscina from "piscina";

const pool = new Piscina({ filename: "worker.js", maxThreads: 1 });
const mutex = new Mutex();

export async function both(): Promise<void> {
  await Promise.all([pool.run(1), pool.run(2)]);
  await mutex.runExclusive(() => pool.run(3));
}

export async function forgotten(): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if ((await pool.run(1)) === 2) return;
  release();
}

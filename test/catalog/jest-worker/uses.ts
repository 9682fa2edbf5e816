import { Mutex } from "async-mutex";
import { Worker } from "jest-worker";

const farm = new Worker("worker.js", { numWorkers: 1 });
const mutex = new Mutex();

export async function stop(): Promise<void> {
  await mutex.runExclusive(() => farm.end());
}

export async function forgotten(): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  const { forceExited } = await farm.end();
  if (forceExited) return;
  release();
}

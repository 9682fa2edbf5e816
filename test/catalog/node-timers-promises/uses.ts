import { setTimeout as sleep } from "node:timers/promises";
import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function slow(): Promise<void> {
  const release = await mutex.acquire();
  await sleep(10);
  release();
}

export async function forgotten(stop: boolean): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  await sleep(10);
  if (stop) return;
  release();
}

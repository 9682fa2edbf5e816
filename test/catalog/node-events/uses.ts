import { EventEmitter, once } from "node:events";
import { Mutex } from "async-mutex";

const mutex = new Mutex();
const emitter = new EventEmitter();

export async function waits(): Promise<void> {
  await mutex.runExclusive(async () => {
    await once(emitter, "ready");
  });
}

export async function forgotten(stop: boolean): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  release();
}

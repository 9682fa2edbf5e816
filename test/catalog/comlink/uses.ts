import { Mutex } from "async-mutex";
import { wrap } from "comlink";

interface Remote {
  add(a: number, b: number): number;
}

const mutex = new Mutex();

export async function call(worker: Worker): Promise<void> {
  const remote = wrap<Remote>(worker);
  await mutex.runExclusive(() => remote.add(1, 2));
}

export async function forgotten(worker: Worker): Promise<void> {
  const remote = wrap<Remote>(worker);
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if ((await remote.add(1, 2)) === 3) return;
  release();
}

import { fork } from "node:child_process";
import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function start(file: string): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  const child = fork(file);
  if (child.pid === undefined) return;
  release();
}

export async function startRight(file: string): Promise<void> {
  await mutex.runExclusive(() => fork(file));
}

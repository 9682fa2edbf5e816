import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function signal(flags: Int32Array): Promise<void> {
  await mutex.runExclusive(() => Atomics.notify(flags, 0));
}

export async function signalTwice(flags: Int32Array): Promise<void> {
  await mutex.runExclusive(async () => {
    await mutex.runExclusive(() => Atomics.notify(flags, 0));
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `mutex` is already held here
  });
}

const flags = new Int32Array(new SharedArrayBuffer(8));
const READY = 0;
const DONE = 1;

export function share(): SharedArrayBuffer {
  return flags.buffer;
}

export function waitUntilDone(): void {
  while (Atomics.load(flags, DONE) === 0) Atomics.wait(flags, DONE, 0);
//                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the program notifies other cells only, such as `flags[0]` in setReady
}

export function setReady(): void {
  Atomics.store(flags, READY, 1);
  Atomics.notify(flags, READY);
}

export function setDone(): void {
  Atomics.store(flags, DONE, 1);
}

/** It ends by itself. */
export function waitAWhile(): string {
  return Atomics.wait(flags, DONE, 0, 100);
}

/** A way to sleep: nobody else knows the array. */
export function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

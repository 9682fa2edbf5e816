export const flags = new Int32Array(new SharedArrayBuffer(8));

export function open(): void {
  Atomics.notify(flags, 0);
//^^^^^^^^^^^^^^^^^^^^^^^^ warning: woken before its value changes (line 6)
  Atomics.store(flags, 0, 1);
}

export function pass(): void {
  while (Atomics.load(flags, 0) === 0) Atomics.wait(flags, 0, 0);
}

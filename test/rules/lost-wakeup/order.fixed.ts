export const flags = new Int32Array(new SharedArrayBuffer(8));

export function open(): void {
  Atomics.store(flags, 0, 1);
  Atomics.notify(flags, 0);
}

export function pass(): void {
  while (Atomics.load(flags, 0) === 0) Atomics.wait(flags, 0, 0);
}

// Somebody sleeps until a cell changes, and somebody else wakes whoever sleeps before it has changed: the wake-up is lost.
export function waitForWork(cell: Int32Array): void {
  while (Atomics.load(cell, 0) === 0) Atomics.wait(cell, 0, 0);
}

export function announce(cell: Int32Array): void {
  Atomics.notify(cell, 0);
  Atomics.store(cell, 0, 1);
}

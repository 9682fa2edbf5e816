// Somebody sleeps as long as a cell says that there is nothing to do, and is woken after it has changed.
export function waitForWork(cell: Int32Array): void {
  while (Atomics.load(cell, 0) === 0) Atomics.wait(cell, 0, 0);
}

export function announce(cell: Int32Array): void {
  Atomics.store(cell, 0, 1);
  Atomics.notify(cell, 0);
}

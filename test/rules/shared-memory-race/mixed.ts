export const cells = new Int32Array(new SharedArrayBuffer(16));
const LOCK = 0;
const COUNT = 1;
const DATA = 2;
const READY = 3;

export function stop(): void {
  Atomics.store(cells, READY, 1);
}

export function spin(): void {
  while (cells[READY] === 0);
//       ^^^^^^^^^^^^ warning: a stale value may be seen for ever
}

export function publish(value: number): void {
  // Plain data, made visible by the atomic store after it.
  cells[DATA] = value;
  Atomics.store(cells, READY, 1);
}

function lock(): void {
  while (Atomics.compareExchange(cells, LOCK, 0, 1) !== 0) Atomics.wait(cells, LOCK, 1);
}

function unlock(): void {
  Atomics.store(cells, LOCK, 0);
  Atomics.notify(cells, LOCK, 1);
}

/** The lock orders the plain accesses. */
export function guarded(): void {
  lock();
  cells[COUNT]++;
  unlock();
}

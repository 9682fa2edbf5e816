export const cells = new Int32Array(new SharedArrayBuffer(8));

export function lockOnce(): void {
  if (Atomics.compareExchange(cells, 0, 0, 1) !== 0) {
    Atomics.wait(cells, 0, 1);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: as if it owned `cells[0]`
  }
}

export function lock(): void {
  while (Atomics.compareExchange(cells, 0, 0, 1) !== 0) {
    Atomics.wait(cells, 0, 1);
  }
}

export function unlock(): void {
  Atomics.store(cells, 0, 0);
  Atomics.notify(cells, 0, 1);
}

// Waits in loops of every kind.
export function pass(cells: Int32Array, generation: number): void {
  do {
    Atomics.wait(cells, 1, generation);
  } while (Atomics.load(cells, 1) === generation);
}

export function take(cells: Int32Array): void {
  for (;;) {
    const count = Atomics.load(cells, 0);
    if (count > 0 && Atomics.compareExchange(cells, 0, count, count - 1) === count) return;
    Atomics.wait(cells, 0, 0);
  }
}

export function give(cells: Int32Array): void {
  Atomics.add(cells, 0, 1);
  Atomics.notify(cells, 0, 1);
}

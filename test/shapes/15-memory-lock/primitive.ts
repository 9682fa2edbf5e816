// Locks in shared memory: swap the cell from free to held, sleep while that fails, wake one when it is free again.

export class MemoryLock {
  constructor(private readonly cells: Int32Array) {}

  lock(): void {
    while (Atomics.compareExchange(this.cells, 0, 0, 1) !== 0) Atomics.wait(this.cells, 0, 1);
  }

  unlock(): void {
    Atomics.store(this.cells, 0, 0);
    Atomics.notify(this.cells, 0, 1);
  }

  run<T>(work: () => T): T {
    this.lock();
    try {
      return work();
    } finally {
      this.unlock();
    }
  }
}

/** 0 free, 1 held, 2 held and somebody waits: after "Futexes are tricky". */
export class Futex {
  private readonly cells: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.cells = new Int32Array(memory);
  }

  lock(): void {
    let before = Atomics.compareExchange(this.cells, 0, 0, 1);
    while (before !== 0) {
      if (before === 2 || Atomics.compareExchange(this.cells, 0, 1, 2) !== 0) Atomics.wait(this.cells, 0, 2);
      before = Atomics.compareExchange(this.cells, 0, 0, 2);
    }
  }

  unlock(): void {
    if (Atomics.sub(this.cells, 0, 1) !== 1) {
      Atomics.store(this.cells, 0, 0);
      Atomics.notify(this.cells, 0, 1);
    }
  }
}

export function lockCell(cells: Int32Array, at: number): void {
  while (Atomics.compareExchange(cells, at, 0, 1) !== 0) Atomics.wait(cells, at, 1);
}

export function unlockCell(cells: Int32Array, at: number): void {
  Atomics.store(cells, at, 0);
  Atomics.notify(cells, at, 1);
}

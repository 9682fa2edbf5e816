// A lock in shared memory, as Drepper's "Futexes are tricky" has it: 0 free, 1 held, 2 held and somebody waits.

export class MemoryLock {
  private readonly cells: Int32Array;

  constructor(
    memory: SharedArrayBuffer,
    private readonly at = 0,
  ) {
    this.cells = new Int32Array(memory);
  }

  lock(): void {
    let before = Atomics.compareExchange(this.cells, this.at, 0, 1);
    while (before !== 0) {
      if (before === 2 || Atomics.compareExchange(this.cells, this.at, 1, 2) !== 0) {
        Atomics.wait(this.cells, this.at, 2);
      }
      before = Atomics.compareExchange(this.cells, this.at, 0, 2);
    }
  }

  unlock(): void {
    if (Atomics.sub(this.cells, this.at, 1) !== 1) {
      Atomics.store(this.cells, this.at, 0);
      Atomics.notify(this.cells, this.at, 1);
    }
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

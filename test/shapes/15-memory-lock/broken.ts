// Wakes before the cell is free; looks at the cell as if nobody else wrote it; sleeps once.
export class Early {
  constructor(private readonly cells: Int32Array) {}

  lock(): void {
    while (Atomics.compareExchange(this.cells, 0, 0, 1) !== 0) Atomics.wait(this.cells, 0, 1);
  }

  unlock(): void {
    Atomics.notify(this.cells, 0, 1);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[lost-wakeup]: Waiters for `this.cells[0]` are woken before its value changes
    Atomics.store(this.cells, 0, 0);
  }
}

export class OnceOnly {
  constructor(private readonly cells: Int32Array) {}

  lock(): void {
    if (Atomics.load(this.cells, 0) === 1) Atomics.wait(this.cells, 0, 1);
//                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information[wait-not-in-loop]: OnceOnly.lock goes on after any wake-up of `this.cells[0]`
    Atomics.store(this.cells, 0, 1);
  }

  unlock(): void {
    Atomics.store(this.cells, 0, 0);
    Atomics.notify(this.cells, 0, 1);
  }
}

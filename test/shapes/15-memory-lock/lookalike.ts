// Swaps and waits that take nothing: a state that moves on, and a signal.
export class Phase {
  constructor(private readonly cells: Int32Array) {}

  advance(from: number): boolean {
    return Atomics.compareExchange(this.cells, 0, from, from + 1) === from;
  }

  await(phase: number): void {
    for (let now = Atomics.load(this.cells, 0); now < phase; now = Atomics.load(this.cells, 0))
      Atomics.wait(this.cells, 0, now);
  }

  next(): void {
    Atomics.add(this.cells, 0, 1);
    Atomics.notify(this.cells, 0);
  }
}

export function twice(phase: Phase): void {
  phase.await(1);
  phase.await(2);
  phase.next();
}

// A ring of cells in shared memory, for one thread that writes and one that reads.

const HEAD = 0;
const TAIL = 1;

export class Ring {
  private readonly marks: Int32Array;
  private readonly data: Int32Array;

  constructor(
    memory: SharedArrayBuffer,
    private readonly size: number,
  ) {
    this.marks = new Int32Array(memory, 0, 2);
    this.data = new Int32Array(memory, 8, size);
  }

  push(value: number): void {
    const tail = Atomics.load(this.marks, TAIL);
    for (let head = Atomics.load(this.marks, HEAD); tail - head >= this.size; head = Atomics.load(this.marks, HEAD))
      Atomics.wait(this.marks, HEAD, head);
    Atomics.store(this.data, tail % this.size, value);
    Atomics.store(this.marks, TAIL, tail + 1);
    Atomics.notify(this.marks, TAIL);
  }

  pop(): number {
    const head = Atomics.load(this.marks, HEAD);
    for (let tail = Atomics.load(this.marks, TAIL); tail === head; tail = Atomics.load(this.marks, TAIL))
      Atomics.wait(this.marks, TAIL, tail);
    const value = Atomics.load(this.data, head % this.size);
    Atomics.store(this.marks, HEAD, head + 1);
    Atomics.notify(this.marks, HEAD);
    return value;
  }
}

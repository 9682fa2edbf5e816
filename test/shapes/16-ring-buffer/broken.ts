// The reader's mark is read plainly; the waker comes before the value; one look, no second.
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
    Atomics.store(this.data, tail % this.size, value);
    Atomics.notify(this.marks, TAIL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[lost-wakeup]: Waiters for `this.marks[1]` are woken before its value changes
    Atomics.store(this.marks, TAIL, tail + 1);
  }

  pop(): number {
    const head = this.marks[HEAD] ?? 0;
    if (Atomics.load(this.marks, TAIL) === head) Atomics.wait(this.marks, TAIL, head);
//                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information[wait-not-in-loop]: Ring.pop goes on after any wake-up of `this.marks[1]`
    const value = Atomics.load(this.data, head % this.size);
    Atomics.store(this.marks, HEAD, head + 1);
    return value;
  }
}

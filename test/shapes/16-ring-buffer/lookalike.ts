// A ring of one thread's own.
export class Recent {
  private head = 0;
  private tail = 0;
  private readonly data: Int32Array;

  constructor(private readonly size: number) {
    this.data = new Int32Array(size);
  }

  push(value: number): void {
    this.data[this.tail % this.size] = value;
    this.tail++;
    if (this.tail - this.head > this.size) this.head++;
  }

  pop(): number | undefined {
    if (this.head === this.tail) return undefined;
    return this.data[this.head++ % this.size];
  }
}

// A latch: opens when as many have counted down as it was made for; at once where there is nobody to wait for.

export class Latch {
  private open: () => void = () => undefined;
  private readonly opened: Promise<void>;

  constructor(private left: number) {
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
    if (left === 0) this.open();
  }

  countDown(): void {
    this.left--;
    if (this.left === 0) this.open();
  }

  wait(): Promise<void> {
    return this.opened;
  }
}

// Made for nobody, it never opens.
class Latch {
  private open: () => void = () => undefined;
  private readonly opened: Promise<void>;

  constructor(private left: number) {
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
  }

  countDown(): void {
    this.left--;
    if (this.left === 0) this.open();
  }

  wait(): Promise<void> {
    return this.opened;
  }
}

declare function read(name: string): Promise<void>;

export async function all(names: string[]): Promise<void> {
  const latch = new Latch(names.length);
//              ^^^^^^^^^^^^^^^^^^^^^^^ warning[barrier-mismatch]: With an empty `names` nobody ends this wait
  for (const name of names) {
    void read(name)
      .catch(() => undefined)
      .finally(() => latch.countDown());
  }
  await latch.wait();
}

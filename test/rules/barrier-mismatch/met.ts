// As many arrive as are counted; what looks like a latch but gives permits is none.
class Slots {
  private waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async take(): Promise<void> {
    if (this.free === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.free--;
  }

  give(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free++;
    else next();
  }
}

export async function limited(names: readonly string[], load: (name: string) => Promise<void>): Promise<void> {
  const slots = new Slots(3);
  for (const name of names) {
    await slots.take();
    void load(name).finally(() => slots.give());
  }
}

// Removing the plugins: the group counts all of them, and is waited for inside the loop that starts the removals one after another.
class WaitGroup {
  private count = 0;
  private waiting: (() => void)[] = [];

  add(n: number): void {
    this.count += n;
  }

  done(): void {
    this.count--;
    if (this.count > 0) return;
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
  }

  async wait(): Promise<void> {
    if (this.count > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

type Remove = (plugin: string) => Promise<void>;

export async function removeAll(plugins: readonly string[], remove: Remove): Promise<void> {
  const group = new WaitGroup();
  group.add(plugins.length);
  for (const plugin of plugins) {
    void remove(plugin).finally(() => group.done());
    await group.wait();
  }
}

// Plugins: a new handler deactivates all plugins while it looks at them and activates them again, which wakes those who wait for that.
class Condition {
  private waiting: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  broadcast(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}

type Handler = (name: string) => Promise<void>;

class Plugin {
  readonly changed = new Condition();
  activated = false;

  constructor(readonly name: string) {}

  activate(): void {
    this.activated = true;
    this.changed.broadcast();
  }

  async waitActive(): Promise<void> {
    while (!this.activated) await this.changed.wait();
  }
}

export class Plugins {
  private readonly plugins: Plugin[] = [];

  load(name: string): Plugin {
    const plugin = new Plugin(name);
    this.plugins.push(plugin);
    plugin.activate();
    return plugin;
  }

  async handle(handler: Handler): Promise<void> {
    for (const plugin of this.plugins) {
      plugin.activated = false;
      await handler(plugin.name);
      plugin.activate();
    }
  }
}

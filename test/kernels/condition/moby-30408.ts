// Activating a plugin tells those who wait for it; when it fails, only the error is kept, and they go on waiting.
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

interface Manifest {
  readonly implements: readonly string[];
}

export class Plugin {
  private readonly changed = new Condition();
  private manifest: Manifest | undefined;
  private error: unknown;

  constructor(private readonly fetchManifest: () => Promise<Manifest>) {}

  async activate(): Promise<void> {
    try {
      this.manifest = await this.fetchManifest();
      this.changed.broadcast();
    } catch (error) {
      this.error = error;
    }
  }

  async waitActive(): Promise<Manifest> {
    while (this.manifest === undefined) {
      if (this.error !== undefined) throw this.error;
      await this.changed.wait();
    }
    return this.manifest;
  }
}

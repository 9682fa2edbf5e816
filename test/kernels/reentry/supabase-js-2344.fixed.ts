// A client's start waits for nothing that waits for it.
export class Client {
  private readonly pending: Promise<void>[] = [];
  private readonly started: Promise<void>;

  constructor(private readonly refresh: () => Promise<void>) {
    this.started = this.start();
  }

  onChange(listener: (event: string) => void): void {
    this.pending.push(this.announce(listener));
  }

  async idle(): Promise<void> {
    await this.started;
    await Promise.all(this.pending);
  }

  private async announce(listener: (event: string) => void): Promise<void> {
    await this.started;
    listener("initial");
  }

  private async start(): Promise<void> {
    await this.refresh();
  }
}

// A client's start waits for all that is pending, and what a listener has added to it waits for the start.
export class Client {
  private readonly pending: Promise<void>[] = [];
  private readonly started: Promise<void>;

  constructor(private readonly refresh: () => Promise<void>) {
    this.started = this.start();
  }

  onChange(listener: (event: string) => void): void {
    this.pending.push(this.announce(listener));
  }

  private async announce(listener: (event: string) => void): Promise<void> {
    await this.started;
    listener("initial");
  }

  private async start(): Promise<void> {
    await this.refresh();
    await Promise.all(this.pending);
  }
}

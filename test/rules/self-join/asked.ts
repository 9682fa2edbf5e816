// Somebody else waits for the end.
export class Ticker {
  private loop: Promise<void> | undefined;
  private stopping = false;

  start(): void {
    this.loop = this.run();
  }

  private async run(): Promise<void> {
    while (!this.stopping) await new Promise<void>((resolve) => setTimeout(resolve, 1));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.loop;
  }
}

// A loop that is stopped by its flag, and a queue that is emptied at once.
declare function poll(): Promise<void>;

export class Poller {
  private running = false;
  private readonly seen: string[] = [];

  async start(): Promise<void> {
    if (this.running) return;
    this.running = true;
    while (this.running) await poll().catch(() => undefined);
  }

  stop(): void {
    this.running = false;
  }

  flush(show: (text: string) => void): void {
    while (this.seen.length > 0) show(this.seen.shift() ?? "");
  }
}

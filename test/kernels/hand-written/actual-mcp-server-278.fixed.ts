// A queue that writes after a while: the timer that has fired is forgotten at once.
export class WriteQueue {
  private readonly pending: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;

  constructor(private readonly write: (lines: readonly string[]) => Promise<void>) {}

  enqueue(line: string): void {
    this.pending.push(line);
    this.schedule();
  }

  private schedule(): void {
    if (this.timer === undefined) this.timer = setTimeout(() => void this.drain(), 100);
  }

  private async drain(): Promise<void> {
    this.timer = undefined;
    if (this.running) return;
    this.running = true;
    try {
      while (this.pending.length > 0) await this.write(this.pending.splice(0));
    } finally {
      this.running = false;
      if (this.pending.length > 0) this.schedule();
    }
  }
}

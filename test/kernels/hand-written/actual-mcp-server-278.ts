// A queue that writes after a while: the handle of the timer that has fired stays, so that what comes during a write starts no timer.
export class WriteQueue {
  private readonly pending: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;

  constructor(private readonly write: (lines: readonly string[]) => Promise<void>) {}

  enqueue(line: string): void {
    this.pending.push(line);
    if (this.timer === undefined) this.timer = setTimeout(() => void this.drain(), 100);
  }

  private async drain(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (this.pending.length > 0) await this.write(this.pending.splice(0));
      this.timer = undefined;
    } finally {
      this.running = false;
      if (this.pending.length > 0 && this.timer === undefined) this.timer = setTimeout(() => void this.drain(), 100);
    }
  }
}

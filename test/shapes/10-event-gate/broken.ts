// Closed without telling those who wait.
export class Closing {
  private closed = false;
  private waiters: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  notify(): void {
    if (!this.closed) this.waiters.shift()?.();
  }

  close(): void {
    this.closed = true;
    this.waiters = [];
//  ^^^^^^^^^^^^^^^^^ warning[orphan-queue]: Whoever still waits in `this.waiters` is forgotten
  }
}

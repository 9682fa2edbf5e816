// Waits until something is ready, and takes nothing.
declare function sleep(ms: number): Promise<void>;

export class Server {
  private starting = true;
  private connections = 0;

  async ready(): Promise<void> {
    while (this.starting) await sleep(10);
  }

  started(): void {
    this.starting = false;
  }

  async connect(): Promise<void> {
    await this.ready();
    this.connections++;
    await this.ready();
  }

  async drained(): Promise<void> {
    while (this.connections > 0) await sleep(10);
  }

  disconnect(): void {
    this.connections--;
  }
}

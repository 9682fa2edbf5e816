// Lists of callbacks and counts that keep nobody out.
export class Clicks {
  private count = 0;
  private readonly listeners: ((count: number) => void)[] = [];

  next(): Promise<number> {
    return new Promise((resolve) => this.listeners.push(resolve));
  }

  click(): void {
    this.count++;
    for (const listener of this.listeners.splice(0)) listener(this.count);
  }

  async two(): Promise<number> {
    return (await this.next()) + (await this.next());
  }
}

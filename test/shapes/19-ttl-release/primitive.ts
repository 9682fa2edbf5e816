// A lock that ends by itself after a while; a release counts only for the hold that it was given for.

export class Lease {
  private owner = 0;
  private last = 0;
  private readonly waiters: (() => void)[] = [];

  constructor(private readonly ms: number) {}

  async acquire(): Promise<() => void> {
    while (this.owner !== 0) await new Promise<void>((resolve) => this.waiters.push(resolve));
    const mine = ++this.last;
    this.owner = mine;
    const timer = setTimeout(() => this.free(mine), this.ms);
    return () => {
      clearTimeout(timer);
      this.free(mine);
    };
  }

  private free(mine: number): void {
    if (this.owner !== mine) return;
    this.owner = 0;
    this.waiters.shift()?.();
  }
}

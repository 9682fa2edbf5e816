// A barrier: all wait until as many have come as it was made for; then it begins anew.

export class Barrier {
  private arrived = 0;
  private waiters: (() => void)[] = [];

  constructor(private readonly parties: number) {}

  async arrive(): Promise<void> {
    this.arrived++;
    if (this.arrived === this.parties) {
      this.arrived = 0;
      const waiters = this.waiters;
      this.waiters = [];
      for (const wake of waiters) wake();
      return;
    }
    await new Promise<void>((resolve) => this.waiters.push(resolve));
  }
}

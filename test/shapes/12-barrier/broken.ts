// Nobody wakes those who came before the last.
import pLimit from "p-limit";

export class Barrier {
  private arrived = 0;
  private waiters: (() => void)[] = [];

  constructor(private readonly parties: number) {}

  async arrive(): Promise<void> {
    this.arrived++;
    if (this.arrived === this.parties) {
      this.arrived = 0;
      this.waiters = [];
      return;
    }
    await new Promise<void>((resolve) => this.waiters.push(resolve));
  }
}

declare function step(at: number): Promise<void>;

export async function all(): Promise<void> {
  const barrier = new Barrier(2);
  const limit = pLimit(2);
  await Promise.all([0, 1].map((at) => limit(() => step(at).then(() => barrier.arrive()))));
}

// Counts who comes, and makes nobody wait.
import pLimit from "p-limit";

export class Quorum {
  private arrived = 0;

  constructor(private readonly parties: number) {}

  async arrive(): Promise<boolean> {
    this.arrived++;
    return this.arrived === this.parties;
  }
}

export async function all(): Promise<boolean[]> {
  const quorum = new Quorum(4);
  const limit = pLimit(2);
  return Promise.all([0, 1, 2, 3].map(() => limit(() => quorum.arrive())));
}

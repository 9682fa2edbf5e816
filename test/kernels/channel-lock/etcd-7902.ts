// Leader election: a follower holds the lock while it waits for the leader to let go, and the leader needs the lock to do so.
import { Mutex } from "async-mutex";

export class Election {
  private readonly rounds = new Mutex();
  private next: (() => void) | undefined;

  async follow(): Promise<void> {
    await this.rounds.runExclusive(async () => {
      await new Promise<void>((resolve) => (this.next = resolve));
    });
  }

  async lead(): Promise<void> {
    const release = await this.rounds.acquire();
    console.log("validate");
    release();
    this.next?.();
  }
}

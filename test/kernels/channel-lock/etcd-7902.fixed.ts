// Leader election: a follower lets go of the lock before it waits for the leader.
import { Mutex } from "async-mutex";

export class Election {
  private readonly rounds = new Mutex();
  private next: (() => void) | undefined;

  async follow(): Promise<void> {
    const released = await this.rounds.runExclusive(() => ({
      promise: new Promise<void>((resolve) => (this.next = resolve)),
    }));
    await released.promise;
  }

  async lead(): Promise<void> {
    const release = await this.rounds.acquire();
    console.log("validate");
    release();
    this.next?.();
  }
}

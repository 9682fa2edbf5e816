// Two classes with a lock each: the store sends coalesced heartbeats to its replicas, a replica's tick adds to the store's.
import { Mutex } from "async-mutex";

export class Store {
  readonly coalesced = new Mutex();
  readonly responses: string[] = [];
  readonly replicas: Replica[] = [];

  async send(): Promise<void> {
    await this.coalesced.runExclusive(async () => {
      for (const replica of this.replicas) await replica.report();
    });
  }
}

export class Replica {
  private readonly raft = new Mutex();
  private quiescent = false;

  constructor(private readonly store: Store) {}

  async report(): Promise<void> {
    await this.raft.runExclusive(() => {
      this.quiescent = false;
    });
  }

  async tick(): Promise<void> {
    await this.raft.runExclusive(async () => {
      if (this.quiescent) return;
      await this.heartbeat();
    });
  }

  private async heartbeat(): Promise<void> {
    await this.store.coalesced.runExclusive(() => {
      this.store.responses.push("beat");
    });
  }
}

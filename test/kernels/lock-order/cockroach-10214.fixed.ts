// Two classes with a lock each: the store takes its list under its lock, and reports to the replicas afterwards.
import { Mutex } from "async-mutex";

export class Store {
  readonly coalesced = new Mutex();
  responses: string[] = [];
  readonly replicas: Replica[] = [];

  async send(): Promise<void> {
    await this.coalesced.runExclusive(() => {
      this.responses = [];
    });
    for (const replica of this.replicas) await replica.report();
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

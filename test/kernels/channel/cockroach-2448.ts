// Two loops of a raft store: each hands something to the other while the other is handing something to it.
type Event = { readonly group: number; readonly done: boolean };
type Command = { readonly group: number; readonly entry: string };

class Handover<T> {
  private readonly takers: ((item: T) => void)[] = [];
  private readonly givers: { item: T; taken: () => void }[] = [];

  give(item: T): Promise<void> {
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return Promise.resolve();
    }
    return new Promise((taken) => this.givers.push({ item, taken }));
  }

  take(): Promise<T> {
    const giver = this.givers.shift();
    if (giver !== undefined) {
      giver.taken();
      return Promise.resolve(giver.item);
    }
    return new Promise((resolve) => this.takers.push(resolve));
  }
}

export class MultiRaft {
  private readonly events = new Handover<Event>();
  private readonly commands = new Handover<Command>();

  start(): void {
    void this.raftLoop();
    void this.storeLoop();
  }

  propose(group: number, entry: string): Promise<void> {
    return this.commands.give({ group, entry });
  }

  private async raftLoop(): Promise<void> {
    for (;;) {
      const { group, entry } = await this.commands.take();
      await this.events.give({ group, done: entry === "" });
    }
  }

  private async storeLoop(): Promise<void> {
    for (;;) {
      const { group, done } = await this.events.take();
      if (!done) await this.commands.give({ group, entry: "" });
    }
  }
}

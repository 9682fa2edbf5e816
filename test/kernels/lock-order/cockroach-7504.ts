// Leases: releasing one goes from its table's lock to the cache of names, acquiring by name the other way round.
import { Mutex } from "async-mutex";

class TableState {
  readonly mutex = new Mutex();
  active: string[] = [];
}

class NameCache {
  readonly mutex = new Mutex();
  readonly tables = new Map<string, TableState>();

  async remove(name: string): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.tables.delete(name);
    });
  }

  async get(name: string): Promise<string | undefined> {
    return this.mutex.runExclusive(async () => {
      const table = this.tables.get(name);
      if (table === undefined) return undefined;
      return table.mutex.runExclusive(() => table.active[0]);
    });
  }
}

export class LeaseManager {
  private readonly names = new NameCache();

  async release(table: TableState, name: string): Promise<void> {
    await table.mutex.runExclusive(async () => {
      table.active = table.active.filter((lease) => lease !== name);
      await this.names.remove(name);
    });
  }

  async acquireByName(name: string): Promise<string | undefined> {
    return this.names.get(name);
  }
}

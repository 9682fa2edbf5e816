// Locks found through an interface, through what a constructor was given, and through the elements of a map.
import { Mutex } from "async-mutex";

interface Listener {
  onChange(item: string): Promise<void>;
}

class Table {
  private readonly lock = new Mutex();

  constructor(private readonly listener: Listener) {}

  async add(item: string): Promise<void> {
    await this.lock.runExclusive(() => this.listener.onChange(item));
  }

  async has(item: string): Promise<boolean> {
    return this.lock.runExclusive(() => item !== "");
  }
}

export class Controller implements Listener {
  private readonly queue = new Mutex();
  readonly table = new Table(this);

  async onChange(item: string): Promise<void> {
    await this.queue.runExclusive(() => console.log(item));
  }

  async run(item: string): Promise<void> {
    await this.queue.runExclusive(() => this.table.has(item));
//                                      ^^^^^^^^^^^^^^^^^^^^ warning: Controller.run holds `Controller.queue` and waits for `Table.lock` (in Table.has, line 18); Table.add holds `Table.lock` and waits for `Controller.queue` (in Controller.onChange, line 27)
  }
}

interface Sink {
  put(item: string): Promise<void>;
}

class Memory implements Sink {
  private readonly lock = new Mutex();

  async put(item: string): Promise<void> {
    await this.lock.runExclusive(() => console.log(item));
  }
}

class Disk implements Sink {
  private readonly lock = new Mutex();

  async put(item: string): Promise<void> {
    await this.lock.runExclusive(() => console.log(item));
  }
}

/** Two classes stand behind the interface, and neither comes back. */
export class Writer {
  private readonly lock = new Mutex();
  private readonly sinks: Sink[] = [new Memory(), new Disk()];

  async write(item: string): Promise<void> {
    await this.lock.runExclusive(async () => {
      for (const sink of this.sinks) await sink.put(item);
    });
  }
}

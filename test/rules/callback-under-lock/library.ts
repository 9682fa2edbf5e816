import { Mutex } from "async-mutex";

type Listener = (session: string | undefined) => Promise<void>;

/** Nobody in this program subscribes; users of the library do. */
export class Session {
  private readonly mutex = new Mutex();
  private readonly listeners: Listener[] = [];
  private current: string | undefined;

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  async read(): Promise<string | undefined> {
    return this.mutex.runExclusive(() => this.current);
  }

  async replace(session: string): Promise<void> {
    await this.mutex.runExclusive(async () => {
      this.current = session;
      for (const listener of this.listeners) await listener(session);
//                                                 ^^^^^^^^^^^^^^^^^ information: a callback is waited for that Session.subscribe takes from outside
    });
  }
}

/** They are told when the lock is free again. */
export class Quiet {
  private readonly mutex = new Mutex();
  private readonly listeners: Listener[] = [];
  private current: string | undefined;

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  async read(): Promise<string | undefined> {
    return this.mutex.runExclusive(() => this.current);
  }

  async replace(session: string): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.current = session;
    });
    for (const listener of this.listeners) await listener(session);
  }
}

/** To run what one is given under the lock is what it is there for. */
export class Guard {
  private readonly mutex = new Mutex();

  async run<T>(work: () => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(() => work());
  }
}

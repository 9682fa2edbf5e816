// A lock closed before anybody can see it: nobody has to wait.
import { Mutex, withTimeout } from "async-mutex";

export class Gate {
  private readonly mutex = new Mutex();

  constructor() {
    this.mutex.acquire();
  }

  open(): void {
    this.mutex.release();
  }

  async pass(): Promise<void> {
    await this.mutex.waitForUnlock();
  }
}

export function closed(): Mutex {
  const mutex = new Mutex();
  mutex.acquire();
  return mutex;
}

/** One activity after the other; whoever starts one of his own neither takes nor waits for anything. */
export class Activities {
  #current: Promise<void> | undefined;
  #names: string[] = [];

  start(name: string): void {
    this.#run(async () => {
      await fetch(name);
      this.#names.push(name);
    });
  }

  #run(work: () => Promise<void>): void {
    const previous = this.#current;
    this.#current = (async () => {
      if (previous) await previous;
      await work();
    })();
  }
}

export function twice(activities: Activities): void {
  activities.start("first");
  activities.start("second");
}

const limited = withTimeout(new Mutex(), 1_000);

/** Waited for, also where the time limit ends the wait. */
export async function inTime(work: () => Promise<void>): Promise<boolean> {
  let release: (() => void) | undefined;
  try {
    release = await limited.acquire();
    await work();
    return true;
  } catch {
    return false;
  } finally {
    release?.();
  }
}

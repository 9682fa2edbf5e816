// Waiting for a condition: the poller beside it is told that the wait is over, however it ends.
import { setTimeout as sleep } from "node:timers/promises";

/** Ticks until the time is over or it is told to stop. */
async function poll(interval: number, timeout: number, tick: () => void, signal: AbortSignal): Promise<void> {
  const end = timeout === 0 ? Number.POSITIVE_INFINITY : Date.now() + timeout;
  while (!signal.aborted && Date.now() < end) {
    await sleep(interval);
    tick();
  }
}

class Channel<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];
  private readonly putters: (() => void)[] = [];

  constructor(private readonly capacity: number) {}

  async put(item: T): Promise<void> {
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return;
    }
    if (this.items.length >= this.capacity) await new Promise<void>((resolve) => this.putters.push(resolve));
    this.items.push(item);
  }

  /** Only where nobody has to wait. */
  offer(item: T): void {
    const taker = this.takers.shift();
    if (taker !== undefined) taker(item);
    else if (this.items.length < this.capacity) this.items.push(item);
  }

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) {
      this.putters.shift()?.();
      return item;
    }
    return new Promise<T>((resolve) => this.takers.push(resolve));
  }
}

export async function waitFor(condition: () => Promise<boolean>, interval: number, timeout: number): Promise<void> {
  const done = new AbortController();
  const ticks = new Channel<void>(1);
  void poll(interval, timeout, () => ticks.offer(), done.signal);
  try {
    for (;;) {
      await ticks.take();
      if (await condition()) return;
    }
  } finally {
    done.abort();
  }
}

// Following a log: closing waits until the reader of file events has seen the removal; events that come meanwhile are taken and dropped.
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
    this.items.push(item);
    if (this.items.length > this.capacity) await new Promise<void>((resolve) => this.putters.push(resolve));
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

class Condition {
  private waiting: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  broadcast(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}

interface FileEvent {
  readonly path: string;
  readonly removed: boolean;
}

class FileWatcher {
  readonly events = new Channel<string>(0);
  private readonly removal = new Condition();
  private readonly watched = new Set<string>();

  add(path: string): void {
    this.watched.add(path);
  }

  async readEvents(next: () => Promise<FileEvent>): Promise<void> {
    for (;;) {
      const { path, removed } = await next();
      if (removed) {
        this.watched.delete(path);
        this.removal.broadcast();
      } else {
        await this.events.put(path);
      }
    }
  }

  async remove(path: string): Promise<void> {
    while (this.watched.has(path)) await this.removal.wait();
  }
}

export async function follow(path: string, next: () => Promise<FileEvent>, lines: number): Promise<void> {
  const watcher = new FileWatcher();
  watcher.add(path);
  void watcher.readEvents(next);
  for (let line = 0; line < lines; line++) console.log(await watcher.events.take());
  let removed = false;
  const removal = watcher.remove(path).then(() => {
    removed = true;
  });
  while (!removed) await Promise.race([watcher.events.take(), removal]);
}

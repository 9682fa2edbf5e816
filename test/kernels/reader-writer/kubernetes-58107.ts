// Quota workers hold the read lock while they wait for an item; the periodic sync queues for writing, and nobody can add items behind it.
const LOCK = "quota workers";

class ItemQueue {
  private readonly items: string[] = [];
  private readonly waiting: ((item: string) => void)[] = [];

  get(): Promise<string> {
    const item = this.items.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise<string>((resolve) => this.waiting.push(resolve));
  }

  put(item: string): void {
    const next = this.waiting.shift();
    if (next === undefined) this.items.push(item);
    else next(item);
  }
}

const queue = new ItemQueue();

export async function worker(): Promise<void> {
  for (;;) {
    await navigator.locks.request(LOCK, { mode: "shared" }, async () => {
      console.log(await queue.get());
    });
  }
}

export async function enqueue(item: string): Promise<void> {
  await navigator.locks.request(LOCK, { mode: "shared" }, () => {
    queue.put(item);
  });
}

export async function sync(): Promise<void> {
  await navigator.locks.request(LOCK, () => {
    console.log("syncing monitors");
  });
}

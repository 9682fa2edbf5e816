// Jobs one at a time, each of which ends when its work does.
import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 1 });
let stock = 100;

async function process(order: string, read: (order: string) => Promise<number>): Promise<void> {
  const before = stock;
  const ordered = await read(order);
  stock = before - ordered;
}

export function enqueue(order: string, read: (order: string) => Promise<number>): void {
  void queue.add(async () => {
    await process(order, read).then(console.log).catch(console.error);
  });
}

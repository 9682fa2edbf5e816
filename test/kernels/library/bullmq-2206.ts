// Jobs one at a time, each of which only begins its work: the queue goes on at once.
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
    process(order, read).then(console.log).catch(console.error);
  });
}

// A queue is emptied, and then waited for until what runs is done.
import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 4 });

export function write(row: () => Promise<void>): void {
  void queue.add(row);
}

export async function shutdown(close: () => void): Promise<void> {
  queue.clear();
  await queue.onIdle();
  close();
}

// A queue is paused, and then waited for until it is idle: what is still in it never runs.
import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 4 });

export function write(row: () => Promise<void>): void {
  void queue.add(row);
}

export async function shutdown(close: () => void): Promise<void> {
  queue.pause();
  await queue.onIdle();
  close();
}

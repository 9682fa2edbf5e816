// A queue is paused, and then waited for: what is still in it never begins.
import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 4 });

export function write(row: () => Promise<void>): void {
  void queue.add(row);
}

export async function shutdown(close: () => void): Promise<void> {
  queue.pause();
  await queue.onIdle();
  //    ^^^^^^^^^^^^^^ warning: Nothing in `queue` begins any more: it is paused (line 11)
  close();
}

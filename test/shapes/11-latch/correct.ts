// Everybody counts down, however it ends.
import { Latch } from "./primitive";

declare function read(name: string): Promise<void>;

export async function all(names: string[]): Promise<void> {
  const latch = new Latch(names.length);
  for (const name of names) {
    void (async () => {
      try {
        await read(name);
      } finally {
        latch.countDown();
      }
    })();
  }
  await latch.wait();
}

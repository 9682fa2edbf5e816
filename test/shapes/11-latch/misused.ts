// Who fails does not count down; who leaves early does not either.
import { Latch } from "./primitive";

declare function read(name: string): Promise<void>;

export async function all(names: string[]): Promise<void> {
  const latch = new Latch(names.length);
  for (const name of names) {
    void (async () => {
      await read(name);
      latch.countDown();
    })();
  }
  await latch.wait();
}

export async function some(names: string[]): Promise<void> {
  const latch = new Latch(names.length);
  for (const name of names) {
    void (async () => {
      if (name === "") return;
      await read(name).catch(() => undefined);
      latch.countDown();
    })();
  }
  await latch.wait();
}

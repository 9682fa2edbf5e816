// Who fails does not count down; who leaves early does not either.
import { Latch } from "./primitive";

declare function read(name: string): Promise<void>;

export async function all(names: string[]): Promise<void> {
  const latch = new Latch(names.length);
  for (const name of names) {
    void (async () => {
      await read(name);
//    ^^^^^^^^^^^^^^^^ warning[barrier-mismatch]: If `read(name)` fails
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
//                     ^^^^^^^ warning[barrier-mismatch]: A participant leaves here without counting down
      await read(name).catch(() => undefined);
      latch.countDown();
    })();
  }
  await latch.wait();
}

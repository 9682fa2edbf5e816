// Closures and objects that hold one another.
import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function knots(): Promise<void> {
  const release = await mutex.acquire();
  const left = { go: (): void => right.go(), stop: (): void => release() };
  const right = { go: (): void => left.stop(), other: left };
  const all = [left, right, { left, right, again: (): void => all.forEach((one) => one) }];
  right.go();
  console.log(all.length);
}

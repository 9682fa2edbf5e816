// Slots of one limiter that are held one at a time, or of which there are always enough.
import { Semaphore } from "async-mutex";
import { Sema } from "async-sema";
import pLimit from "p-limit";
import PQueue from "p-queue";

const limit = pLimit(3);
const outer = pLimit(2);
const unbounded = new PQueue();
const permits = new Semaphore(2);

async function read(name: string): Promise<string> {
  return limit(async () => name);
}

export async function anotherLimiter(names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => outer(() => read(name))));
}

/** Nobody waits inside for what is only put there. */
export async function notAwaited(): Promise<void> {
  await limit(async () => {
    void limit(async () => {});
  });
}

export async function oneAfterTheOther(names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => limit(async () => name)));
  await Promise.all(names.map((name) => read(name)));
}

export async function withoutBound(): Promise<void> {
  await unbounded.add(async () => {
    await unbounded.add(async () => {});
  });
}

/** May have no bound. */
export async function given(queue: PQueue): Promise<void> {
  await queue.add(async () => {
    await queue.add(async () => {});
  });
}

/** A limiter of each call of its own, and one task in it. */
export async function own(): Promise<void> {
  const mine = pLimit(2);
  await mine(() => mine(async () => {}));
}

export async function both(): Promise<void> {
  const [, release] = await permits.acquire(2);
  release();
}

export async function givesBackFirst(): Promise<void> {
  const [, release] = await permits.acquire();
  release();
  await permits.runExclusive(() => {});
}

/** Each of another object. */
export class Folder {
  private readonly slots = pLimit(4);
  readonly children: Folder[] = [];

  async size(): Promise<number> {
    return this.slots(async () => {
      const sizes = await Promise.all(this.children.map((child) => child.size()));
      return sizes.reduce((sum, size) => sum + size, 0);
    });
  }
}

const one = new Sema(1);

/** Where it holds all there is, a try gets none. */
export async function tries(): Promise<void> {
  await one.acquire();
  console.log(one.tryAcquire() === undefined);
  one.release();
  await one.drain();
  one.release();
}

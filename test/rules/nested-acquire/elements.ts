// Elements of a list made from a map: each may be another one.
import { Mutex } from "async-mutex";

const locks = new Map<string, Mutex>();

/** All of them, one after the other: different ones. */
export async function all(): Promise<void> {
  const releases: (() => void)[] = [];
  for (const lock of [...locks.values()]) releases.push(await lock.acquire());
  for (const release of releases) release();
}

export async function allOfArray(): Promise<void> {
  const releases: (() => void)[] = [];
  for (const lock of Array.from(locks.values())) releases.push(await lock.acquire());
  for (const release of releases) release();
}

export async function neighbours(): Promise<void> {
  const [first, second] = [...locks.values()];
  await first?.runExclusive(async () => {
    await second?.runExclusive(() => {});
  });
}

export async function otherIndex(): Promise<void> {
  const list = [...locks.values()];
  await list[0]?.runExclusive(() => list[1]?.runExclusive(() => {}));
}

const listed = [new Mutex(), new Mutex()];

export async function pairs(): Promise<void> {
  for (const one of listed) {
    for (const two of [...listed]) {
      if (one !== two) await one.runExclusive(() => two.runExclusive(() => {}));
    }
  }
}

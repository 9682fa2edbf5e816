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

/** The same element twice, in one turn. */
export async function each(): Promise<void> {
  for (const lock of listed) {
    await lock.acquire();
    try {
      await lock.runExclusive(() => {});
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: is already held here
    } finally {
      lock.release();
    }
  }
}

interface Room {
  readonly lock: Mutex;
}

async function enter({ lock }: Room): Promise<void> {
  await lock.runExclusive(() => {});
}

export async function rooms(byName: ReadonlyMap<string, Room>): Promise<void> {
  for (const [, room] of byName) {
    await room.lock.runExclusive(() => enter(room));
//                                     ^^^^^^^^^^^ error: is already held here
  }
  for (const { lock } of byName.values()) {
    await lock.runExclusive(() => lock.runExclusive(() => {}));
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: is already held here
  }
}

/** The element of the turn before: the next one is taken before it is given back. */
export async function handOverHand(): Promise<void> {
  let before: Mutex | undefined;
  for (const lock of listed) {
    await lock.acquire();
    before?.release();
    before = lock;
  }
  before?.release();
}

/** Nobody says when they are given back; not here. */
export async function takeAll(): Promise<void> {
  for (const lock of locks.values()) await lock.acquire();
}

export function giveAllBack(): void {
  for (const lock of locks.values()) lock.release();
}

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

class Later {
  constructor(readonly start: () => void) {}
}

/** The release lies in a local function, which another one calls, which is handed on. */
export async function byWayOfAnother(stop: boolean): Promise<Later | undefined> {
  const release = await mutex.acquire();
  if (stop) {
    release();
    return undefined;
  }
  const work = async (): Promise<void> => {
    release();
    await fetch("https://example.org");
  };
  return new Later(() => {
    void work();
  });
}

export async function returned(): Promise<() => void> {
  const release = await mutex.acquire();
  const give = (): void => release();
  return () => give();
}

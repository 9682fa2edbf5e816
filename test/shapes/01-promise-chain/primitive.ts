// A mutex that is a chain of promises: each caller waits for the tail that it found, and leaves its own. As class, closure and module.

export class ChainLock {
  private tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work, work);
    this.tail = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}

export class TurnLock {
  private last: Promise<void> = Promise.resolve();

  async lock(): Promise<() => void> {
    let done: () => void = () => undefined;
    const before = this.last;
    this.last = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    return done;
  }
}

export function makeSerial(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };
}

let tail: Promise<unknown> = Promise.resolve();

export async function exclusive<T>(work: () => Promise<T>): Promise<T> {
  const before = tail;
  let open = (): void => undefined;
  tail = new Promise<void>((resolve) => {
    open = resolve;
  });
  await before;
  try {
    return await work();
  } finally {
    open();
  }
}

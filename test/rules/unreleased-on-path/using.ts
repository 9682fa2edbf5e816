import { Mutex } from "async-mutex";

const mutex = new Mutex();

class Guard {
  constructor(private readonly release: () => void) {}
  [Symbol.dispose](): void {
    this.release();
  }
}

export async function guarded(early: boolean): Promise<number> {
  using _guard = new Guard(await mutex.acquire());
  if (early) return 1;
  return 2;
}

export async function plainObject(early: boolean): Promise<number> {
  const release = await mutex.acquire();
  using _guard = { [Symbol.dispose]: () => release() };
  if (early) return 1;
  return 2;
}

export async function deferred(early: boolean): Promise<number> {
  using stack = new DisposableStack();
  const release = await mutex.acquire();
  stack.defer(release);
  if (early) return 1;
  return 2;
}

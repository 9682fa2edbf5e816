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

/** What is given to the class is its lock, and not what releases it. */
class Section {
  readonly #mutex: Mutex;
  constructor(mutex: Mutex) {
    this.#mutex = mutex;
  }
  [Symbol.dispose](): void {
    this.#mutex.release();
  }
}

async function section(): Promise<Section> {
  await mutex.acquire();
  return new Section(mutex);
}

export async function byItsLock(early: boolean): Promise<number> {
  using _section = await section();
  if (early) return 1;
  return 2;
}

export async function stacked(others: readonly Disposable[]): Promise<void> {
  await using stack = new AsyncDisposableStack();
  for (const other of others) stack.use(other);
  stack.adopt(await mutex.acquire(), (release) => release());
}

export async function handedOver(): Promise<DisposableStack> {
  using stack = new DisposableStack();
  stack.use(new Guard(await mutex.acquire()));
  return stack.move();
}

export class Session {
  readonly #stack = new DisposableStack();
  async open(): Promise<void> {
    this.#stack.defer(await mutex.acquire());
  }
  close(): void {
    this.#stack.dispose();
  }
}

export async function byHand(early: boolean): Promise<number> {
  const stack = new DisposableStack();
  stack.defer(await mutex.acquire());
//                  ^^^^^^^^^^^^^^^ error: when byHand returns at line 81
  if (early) return 1;
  stack.dispose();
  return 2;
}

export async function notUsed(early: boolean): Promise<number> {
  const guard = new Guard(await mutex.acquire());
//                              ^^^^^^^^^^^^^^^ error: when notUsed returns at line 89
  if (early) return 1;
  guard[Symbol.dispose]();
  return 2;
}

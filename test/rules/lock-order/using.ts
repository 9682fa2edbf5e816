// Locks that the end of a block gives back are held until then, and no longer.
import { Mutex } from "async-mutex";

const first = new Mutex();
const second = new Mutex();
const third = new Mutex();
const fourth = new Mutex();

class Guard {
  constructor(private readonly release: () => void) {}
  [Symbol.dispose](): void {
    this.release();
  }
}

async function hold(mutex: Mutex): Promise<Guard> {
  return new Guard(await mutex.acquire());
}

export async function forth(): Promise<void> {
  using _first = await hold(first);
  using _second = await hold(second);
//                      ^^^^^^^^^^^^ warning: forth holds `first` and waits for `second`
}

export async function back(): Promise<void> {
  using _second = await hold(second);
  using _first = await hold(first);
}

export async function apart(): Promise<void> {
  {
    using _third = await hold(third);
  }
  using _fourth = await hold(fourth);
}

export async function apartToo(): Promise<void> {
  {
    await using stack = new AsyncDisposableStack();
    stack.use(await hold(fourth));
  }
  using _third = await hold(third);
}

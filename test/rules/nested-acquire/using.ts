// A lock that the end of a block gives back, taken again before that end.
import { Mutex } from "async-mutex";

const mutex = new Mutex();

async function hold(): Promise<Disposable> {
  const release = await mutex.acquire();
  return { [Symbol.dispose]: () => release() };
}

async function inside(): Promise<void> {
  using _held = await hold();
}

export async function again(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  stack.use(await hold());
  await inside();
//      ^^^^^^^^ error: this call waits for it again in hold
}

export async function afterwards(): Promise<void> {
  {
    using stack = new DisposableStack();
    stack.use(await hold());
  }
  await inside();
}

export async function givenBack(): Promise<void> {
  const held = await hold();
  held[Symbol.dispose]();
  await inside();
}

// Objects that stand for a lock that is held.
import { Mutex, Semaphore, type MutexInterface } from "async-mutex";
const m = new Mutex();
interface Lease {
  release(): void;
  readonly id: number;
}
class LeaseImpl implements Lease {
  #release: () => void;
  readonly id = 1;
  readonly inner = new Mutex();
  constructor(
    release: MutexInterface.Releaser,
    readonly name: string,
  ) {
    this.#release = release;
  }
  release() {
    this.#release();
  }
  [Symbol.dispose]() {
    this.release();
  }
  async use<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.release();
    }
  }
  static async create(): Promise<LeaseImpl> {
    return new LeaseImpl(await m.acquire(), "x");
  }
}
class Timed {
  constructor(release: () => void) {
    setTimeout(release, 100);
  }
}
class Based extends LeaseImpl {
  constructor(release: () => void) {
    super(release, "b");
  }
}
async function lease(): Promise<Lease> {
  const r = await m.acquire();
  return {
    id: 1,
    release() {
      r();
    },
  };
}
async function lease2(): Promise<Lease> {
  return LeaseImpl.create();
}
async function lease3(): Promise<Lease> {
  return new LeaseImpl(await m.acquire(), "y");
}
function finish(l: Lease) {
  l.release();
}
function finish2({ release }: { release: () => void }) {
  release();
}
export async function t1(w: () => Promise<void>) {
  const l = await lease();
  try {
    await w();
  } finally {
    l.release();
  }
}
export async function t2(w: () => Promise<void>) {
  const l = await lease2();
  try {
    await w();
  } finally {
    l.release();
  }
}
export async function t3(w: () => Promise<void>) {
  const l = await lease3();
  try {
    await w();
  } finally {
    finish(l);
  }
}
export async function t4(w: () => Promise<void>) {
  let l: Lease | undefined;
  try {
    l = await lease();
    await w();
  } finally {
    l?.release();
  }
}
export async function t5(w: () => Promise<void>) {
  const l = await LeaseImpl.create();
  await l.use(w);
}
export async function t6() {
  const { release } = await lease();
  release();
}
export async function t7() {
  new Timed(await m.acquire());
}
export async function t8() {
  const b = new Based(await m.acquire());
  b.release();
}
export async function t9() {
  const l = await lease();
  finish2(l);
}
const kept = new Map<number, Lease>();
export async function t10() {
  const l = await lease();
  kept.set(l.id, l);
}
export async function t11() {
  const l = { ...(await lease()), more: 1 };
  l.release();
}
export async function t12(c: boolean) {
  const l = c ? await lease() : undefined;
  if (l) l.release();
}
export async function t13(c: boolean) {
  const l = c ? await lease() : undefined;
  l?.release();
}
export class Holder {
  private current: Lease | undefined;
  async take() {
    this.current = await lease();
  }
  drop() {
    this.current?.release();
    this.current = undefined;
  }
}
export async function t14(c: boolean) {
  const l = await LeaseImpl.create();
  const r = await l.inner.acquire();
  r();
  l.release();
}
export async function t15(emit: (l: Lease) => void) {
  emit(await lease());
}
export async function t17() {
  const l = await lease();
  return new Promise<void>((resolve) =>
    setTimeout(() => {
      l.release();
      resolve();
    }, 10),
  );
}
export async function t18() {
  const stack = new AsyncDisposableStack();
  try {
    stack.use(await LeaseImpl.create());
  } finally {
    await stack.disposeAsync();
  }
}
export class Res {
  private stack = new DisposableStack();
  async add() {
    this.stack.defer(await m.acquire());
  }
  close() {
    this.stack.dispose();
  }
}
export async function t19() {
  using stack = new DisposableStack();
  stack.use(await LeaseImpl.create());
  return stack.move();
}
export async function t20(list: Disposable[]) {
  using stack = new DisposableStack();
  for (const one of list) stack.use(one);
  const r = await m.acquire();
  stack.adopt(r, (it) => it());
}
const s = new Semaphore(2);
export async function t21() {
  const [, release] = await s.acquire();
  using _ = { [Symbol.dispose]: release };
}
export async function t22() {
  const guard = {
    held: await m.acquire(),
    drop() {
      this.held();
    },
  };
  guard.drop();
}
export async function t23() {
  const guard = { held: await m.acquire() };
  const free = guard.held;
  free();
}
export function t24() {
  let release: (() => void) | undefined;
  return {
    async lock() {
      release = await m.acquire();
    },
    unlock() {
      release?.();
    },
  };
}
class Own {
  readonly #m: Mutex;
  constructor(x: Mutex) {
    this.#m = x;
  }
  [Symbol.dispose]() {
    this.#m.release();
  }
}
async function own() {
  await m.acquire();
  return new Own(m);
}
export async function t25() {
  using _ = await own();
}
export async function t26() {
  const o = await own();
  try {
    await Promise.resolve();
  } finally {
    o[Symbol.dispose]();
  }
}
export async function t27() {
  await using l = Object.assign(await LeaseImpl.create(), { async [Symbol.asyncDispose]() {} });
  void l;
}

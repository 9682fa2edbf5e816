// Waits that somebody ends: deferreds, channels, emitters, workers, streams.
import { EventEmitter, once, on } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker, MessageChannel, isMainThread, parentPort } from "node:worker_threads";

// 1. request map with timeouts and close
export class Rpc {
  private readonly pending = new Map<
    number,
    { resolve: (v: unknown) => void; reject: (e: Error) => void; timer: NodeJS.Timeout }
  >();
  private next = 0;
  constructor(private readonly socket: EventEmitter & { send(s: string): void }) {
    socket.on("message", (raw: string) => {
      const { id, result, error } = JSON.parse(raw);
      const entry = this.pending.get(id);
      if (!entry) return;
      this.pending.delete(id);
      clearTimeout(entry.timer);
      if (error) entry.reject(new Error(error));
      else entry.resolve(result);
    });
    socket.on("close", () => {
      for (const e of this.pending.values()) {
        clearTimeout(e.timer);
        e.reject(new Error("closed"));
      }
      this.pending.clear();
    });
  }
  call(method: string): Promise<unknown> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(new Error("timeout"));
      }, 1000);
      this.pending.set(id, { resolve, reject, timer });
      this.socket.send(JSON.stringify({ id, method }));
    });
  }
}

// 2. deferred class
export class Deferred<T> {
  readonly promise: Promise<T>;
  resolve!: (v: T) => void;
  reject!: (e: unknown) => void;
  constructor() {
    this.promise = new Promise((res, rej) => {
      this.resolve = res;
      this.reject = rej;
    });
  }
}
export async function useDeferred(emitter: EventEmitter): Promise<string> {
  const d = new Deferred<string>();
  emitter.once("done", d.resolve);
  emitter.once("error", d.reject);
  try {
    return await d.promise;
  } finally {
    emitter.off("done", d.resolve);
    emitter.off("error", d.reject);
  }
}

// 3. async queue (channel) with close
export class AsyncQueue<T> implements AsyncIterable<T> {
  private items: T[] = [];
  private waiters: ((r: IteratorResult<T>) => void)[] = [];
  private closed = false;
  push(item: T) {
    if (this.closed) throw new Error("closed");
    const w = this.waiters.shift();
    if (w) w({ value: item, done: false });
    else this.items.push(item);
  }
  close() {
    this.closed = true;
    for (const w of this.waiters.splice(0)) w({ value: undefined as never, done: true });
  }
  next(): Promise<IteratorResult<T>> {
    if (this.items.length > 0) return Promise.resolve({ value: this.items.shift()!, done: false });
    if (this.closed) return Promise.resolve({ value: undefined as never, done: true });
    return new Promise((r) => this.waiters.push(r));
  }
  [Symbol.asyncIterator]() {
    return this;
  }
}

// 4. once with signal
export async function ready(e: EventEmitter, signal: AbortSignal) {
  await once(e, "ready", { signal });
}
export async function firstOf(e: EventEmitter) {
  return Promise.race([once(e, "a"), once(e, "b"), sleep(1000)]);
}
export async function each(e: EventEmitter, signal: AbortSignal) {
  try {
    for await (const [x] of on(e, "x", { signal })) console.log(x);
  } catch (err) {
    if ((err as Error).name !== "AbortError") throw err;
  }
}

// 5. worker wrapper
export function runWorker(file: URL, data: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const w = new Worker(file, { workerData: data });
    w.once("message", resolve);
    w.once("error", reject);
    w.once("exit", (code) => {
      if (code !== 0) reject(new Error(`exit ${code}`));
    });
  });
}
export async function withWorker<T>(file: URL, use: (w: Worker) => Promise<T>): Promise<T> {
  const w = new Worker(file);
  try {
    return await use(w);
  } finally {
    await w.terminate();
  }
}

// 6. debounced batcher (DataLoader)
export class Loader<K, V> {
  private batch: { key: K; resolve: (v: V) => void; reject: (e: unknown) => void }[] = [];
  private scheduled = false;
  constructor(private readonly load: (keys: K[]) => Promise<V[]>) {}
  get(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.batch.push({ key, resolve, reject });
      if (!this.scheduled) {
        this.scheduled = true;
        queueMicrotask(() => void this.flush());
      }
    });
  }
  private async flush() {
    const batch = this.batch;
    this.batch = [];
    this.scheduled = false;
    try {
      const vs = await this.load(batch.map((b) => b.key));
      batch.forEach((b, i) => b.resolve(vs[i]!));
    } catch (e) {
      for (const b of batch) b.reject(e);
    }
  }
}

// 7. single flight
export class Single<T> {
  private running: Promise<T> | undefined;
  constructor(private readonly work: () => Promise<T>) {}
  run(): Promise<T> {
    return (this.running ??= this.work().finally(() => {
      this.running = undefined;
    }));
  }
}
let cached: Promise<number> | undefined;
export function config(): Promise<number> {
  if (!cached) {
    cached = sleep(1, 3);
    cached.catch(() => {
      cached = undefined;
    });
  }
  return cached;
}

// 8. graceful shutdown
export class Server {
  private active = 0;
  private closing = false;
  private idle: (() => void)[] = [];
  async handle(work: () => Promise<void>) {
    if (this.closing) throw new Error("closing");
    this.active++;
    try {
      await work();
    } finally {
      this.active--;
      if (this.active === 0) for (const f of this.idle.splice(0)) f();
    }
  }
  async close() {
    this.closing = true;
    if (this.active > 0) await new Promise<void>((r) => this.idle.push(r));
  }
}

// 9. semaphore by hand
export class Sem {
  private waiters: (() => void)[] = [];
  constructor(private free: number) {}
  async acquire(): Promise<() => void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((r) => this.waiters.push(r));
    let done = false;
    return () => {
      if (done) return;
      done = true;
      const n = this.waiters.shift();
      if (n) n();
      else this.free++;
    };
  }
  async use<T>(f: () => Promise<T>): Promise<T> {
    const r = await this.acquire();
    try {
      return await f();
    } finally {
      r();
    }
  }
}

// 10. promise chain mutex
export class Chain {
  private tail: Promise<unknown> = Promise.resolve();
  run<T>(f: () => Promise<T>): Promise<T> {
    const next = this.tail.then(f, f);
    this.tail = next.catch(() => {});
    return next;
  }
}

// 11. polling with deadline
export async function until(test: () => boolean, ms: number) {
  const end = Date.now() + ms;
  while (!test()) {
    if (Date.now() > end) throw new Error("late");
    await sleep(10);
  }
}

// 12. backpressure write
import { Writable, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
export async function writeAll(w: Writable, xs: string[]) {
  for (const x of xs) if (!w.write(x)) await once(w, "drain");
  w.end();
  await once(w, "finish");
}
export async function copy(r: Readable, w: Writable) {
  await pipeline(
    r,
    async function* (s) {
      for await (const c of s) yield c;
    },
    w,
  );
}

// 13. leader with broadcast
export function channel() {
  const { port1, port2 } = new MessageChannel();
  port1.on("message", (m) => {
    if (m === "end") port1.close();
  });
  port2.postMessage("end");
}
if (!isMainThread && parentPort) {
  const port = parentPort;
  port.on("message", (m: { stop?: boolean }) => {
    if (m.stop) port.close();
    else port.postMessage(m);
  });
}

// 14. abortable sleep
export function abortable(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const t = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    const stop = () => {
      clearTimeout(t);
      reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
// 15. pool of connections by hand
export class Pool<C> {
  private idle: C[] = [];
  private size = 0;
  private queue: ((c: C) => void)[] = [];
  constructor(
    private readonly make: () => Promise<C>,
    private readonly max: number,
  ) {}
  async get(): Promise<C> {
    const c = this.idle.pop();
    if (c !== undefined) return c;
    if (this.size < this.max) {
      this.size++;
      try {
        return await this.make();
      } catch (e) {
        this.size--;
        throw e;
      }
    }
    return new Promise((r) => this.queue.push(r));
  }
  put(c: C) {
    const w = this.queue.shift();
    if (w) w(c);
    else this.idle.push(c);
  }
  async with<T>(f: (c: C) => Promise<T>): Promise<T> {
    const c = await this.get();
    try {
      return await f(c);
    } finally {
      this.put(c);
    }
  }
}
// 16. counters in classes
export class Stats {
  private total = 0;
  async add(load: () => Promise<number>) {
    const n = await load();
    this.total += n;
  }
  get value() {
    return this.total;
  }
}

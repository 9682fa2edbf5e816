// Web Locks, tabs, workers, Web streams, requests, and state of a page.
// Web Locks, workers, streams, aborts
export const w1 = (work: () => Promise<number>) => navigator.locks.request("a", work);
export const w2 = (work: () => Promise<number>) =>
  navigator.locks.request("a", { mode: "shared" }, () => navigator.locks.request("b", work));
export const w3 = async (work: () => Promise<void>) =>
  navigator.locks.request("a", { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    await work();
  });
export function leader(signal: AbortSignal, lead: () => void): void {
  navigator.locks
    .request("leader", { signal }, () => {
      lead();
      return new Promise(() => {});
    })
    .catch((e) => {
      if (e.name !== "AbortError") throw e;
    });
}
export async function held(): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks.request("x", () => new Promise<void>((release) => resolve(release))).catch(reject);
  });
}

export class Tabs {
  private readonly channel = new BroadcastChannel("tabs");
  private readonly seen = new Set<string>();
  constructor() {
    this.channel.onmessage = (e) => {
      this.seen.add(e.data.id);
      if (e.data.ask) this.channel.postMessage({ id: "me" });
    };
  }
  async others(): Promise<number> {
    this.channel.postMessage({ id: "me", ask: true });
    await new Promise((r) => setTimeout(r, 100));
    return this.seen.size;
  }
  close(): void {
    this.channel.close();
  }
}
export class WorkerClient {
  private readonly worker = new Worker(new URL("./w.ts", import.meta.url), { type: "module" });
  private readonly calls = new Map<number, PromiseWithResolvers<unknown>>();
  private id = 0;
  constructor() {
    this.worker.addEventListener("message", (e: MessageEvent<{ id: number; ok: boolean; value: unknown }>) => {
      const c = this.calls.get(e.data.id);
      this.calls.delete(e.data.id);
      if (e.data.ok) c?.resolve(e.data.value);
      else c?.reject(e.data.value);
    });
    this.worker.addEventListener("error", (e) => {
      for (const c of this.calls.values()) c.reject(e.error);
      this.calls.clear();
    });
  }
  call(name: string, ...args: unknown[]): Promise<unknown> {
    const d = Promise.withResolvers<unknown>();
    this.calls.set(++this.id, d);
    this.worker.postMessage({ id: this.id, name, args });
    return d.promise;
  }
  dispose(): void {
    this.worker.terminate();
    for (const c of this.calls.values()) c.reject(new Error("terminated"));
    this.calls.clear();
  }
}
export async function readAll(stream: ReadableStream<Uint8Array>): Promise<number> {
  const reader = stream.getReader();
  let n = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return n;
      n += value.length;
    }
  } finally {
    reader.releaseLock();
  }
}
export async function pump(from: ReadableStream<string>, to: WritableStream<string>): Promise<void> {
  const w = to.getWriter();
  try {
    for await (const x of from) {
      await w.ready;
      void w.write(x);
    }
    await w.close();
  } catch (e) {
    await w.abort(e);
  }
}
export function bridge<T>() {
  let push!: (v: T) => void;
  const stream = new ReadableStream<T>({
    start(c) {
      push = (v) => c.enqueue(v);
    },
  });
  return { stream, push };
}
export function teeBoth(s: ReadableStream<string>): Promise<[string[], string[]]> {
  const [a, b] = s.tee();
  const all = async (x: ReadableStream<string>) => {
    const r: string[] = [];
    for await (const y of x) r.push(y);
    return r;
  };
  return Promise.all([all(a), all(b)]);
}
export async function withTimeout<T>(work: (signal: AbortSignal) => Promise<T>, ms: number): Promise<T> {
  const c = new AbortController();
  const t = setTimeout(() => c.abort(), ms);
  try {
    return await work(c.signal);
  } finally {
    clearTimeout(t);
  }
}
export async function raceTimeout<T>(p: Promise<T>, ms: number): Promise<T> {
  let t: ReturnType<typeof setTimeout> | undefined;
  try {
    return await Promise.race([
      p,
      new Promise<never>((_, reject) => {
        t = setTimeout(() => reject(new Error("late")), ms);
      }),
    ]);
  } finally {
    clearTimeout(t);
  }
}
export function raf(): Promise<number> {
  return new Promise((r) => requestAnimationFrame(r));
}
export function img(src: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const i = new Image();
    i.onload = () => resolve(i);
    i.onerror = reject;
    i.src = src;
  });
}
export function idb<T>(req: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    req.onsuccess = () => resolve(req.result);
    req.onerror = () => reject(req.error);
  });
}
export function sock(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const s = new WebSocket(url);
    s.onopen = () => resolve(s);
    s.onerror = () => reject(new Error("failed"));
    s.onclose = () => reject(new Error("closed"));
  });
}
// state
export class Store<T> {
  private listeners = new Set<() => void>();
  private pending: Promise<void> | null = null;
  constructor(private state: T) {}
  subscribe(l: () => void) {
    this.listeners.add(l);
    return () => {
      this.listeners.delete(l);
    };
  }
  async refresh(load: () => Promise<T>) {
    if (this.pending) return this.pending;
    this.pending = (async () => {
      try {
        this.state = await load();
        for (const l of this.listeners) l();
      } finally {
        this.pending = null;
      }
    })();
    return this.pending;
  }
  get() {
    return this.state;
  }
}
export class Saver {
  private dirty = false;
  private saving = false;
  constructor(private readonly save: () => Promise<void>) {}
  async touch() {
    this.dirty = true;
    if (this.saving) return;
    this.saving = true;
    try {
      while (this.dirty) {
        this.dirty = false;
        await this.save();
      }
    } finally {
      this.saving = false;
    }
  }
}
export class Debounced {
  private t: ReturnType<typeof setTimeout> | undefined;
  private waiting: (() => void)[] = [];
  call(): Promise<void> {
    clearTimeout(this.t);
    const p = new Promise<void>((r) => this.waiting.push(r));
    this.t = setTimeout(() => {
      const w = this.waiting;
      this.waiting = [];
      for (const r of w) r();
    }, 10);
    return p;
  }
}
export class Latest {
  private n = 0;
  value = "";
  async load(f: () => Promise<string>) {
    const mine = ++this.n;
    const v = await f();
    if (mine !== this.n) return;
    this.value = v;
  }
}
export class Token {
  private token: string | undefined;
  private refreshing: Promise<string> | undefined;
  async get(refresh: () => Promise<string>) {
    if (this.token) return this.token;
    this.refreshing ??= refresh()
      .then((t) => {
        this.token = t;
        return t;
      })
      .finally(() => {
        this.refreshing = undefined;
      });
    return this.refreshing;
  }
}
export class Retry {
  attempts = 0;
  async go(f: () => Promise<void>) {
    while (this.attempts < 3) {
      this.attempts++;
      try {
        await f();
        this.attempts = 0;
        return;
      } catch {}
    }
  }
}
export class Poll {
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  start(f: () => Promise<void>) {
    const tick = async () => {
      if (this.stopped) return;
      try {
        await f();
      } finally {
        if (!this.stopped) this.timer = setTimeout(tick, 1000);
      }
    };
    void tick();
  }
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}

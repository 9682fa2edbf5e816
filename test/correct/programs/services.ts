// Services, schedulers, child processes, limits, merges.
import { EventEmitter } from "node:events";
import { Mutex, Semaphore } from "async-mutex";
import PQueue from "p-queue";
import { AsyncLocalStorage } from "node:async_hooks";
import { fork, spawn, execFile } from "node:child_process";
import { promisify } from "node:util";
import { createServer } from "node:http";
import { createReadStream, promises as fs } from "node:fs";
import { createInterface } from "node:readline";
import cluster from "node:cluster";

// service with lifecycle
export class Service extends EventEmitter {
  private state: "idle" | "starting" | "running" | "stopping" = "idle";
  private readonly lifecycle = new Mutex();
  async start(): Promise<void> {
    await this.lifecycle.runExclusive(async () => {
      if (this.state !== "idle") return;
      this.state = "starting";
      try {
        await this.onStart();
        this.state = "running";
        this.emit("running");
      } catch (e) {
        this.state = "idle";
        throw e;
      }
    });
  }
  async stop(): Promise<void> {
    await this.lifecycle.runExclusive(async () => {
      if (this.state !== "running") return;
      this.state = "stopping";
      try {
        await this.onStop();
      } finally {
        this.state = "idle";
      }
    });
  }
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }
  protected async onStart(): Promise<void> {}
  protected async onStop(): Promise<void> {}
}
export class Http extends Service {
  private readonly server = createServer((_q, r) => r.end("ok"));
  protected override onStart(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(0, () => {
        this.server.off("error", reject);
        resolve();
      });
    });
  }
  protected override onStop(): Promise<void> {
    return new Promise((resolve, reject) => this.server.close((e) => (e ? reject(e) : resolve())));
  }
}
// decorator style lock
function Locked(_t: unknown, _c: unknown): void {}
void Locked;
export class Orders {
  private readonly locks = new Map<string, Mutex>();
  private lockFor(id: string): Mutex {
    let l = this.locks.get(id);
    if (!l) this.locks.set(id, (l = new Mutex()));
    return l;
  }
  async pay(id: string) {
    return this.lockFor(id).runExclusive(async () => this.charge(id));
  }
  async ship(id: string) {
    const release = await this.lockFor(id).acquire();
    try {
      await this.charge(id);
    } finally {
      release();
    }
  }
  private async charge(_id: string) {}
}
// repository with optional transaction
interface Tx {
  query(sql: string): Promise<unknown>;
}
export class Users {
  constructor(private readonly db: { tx<T>(f: (t: Tx) => Promise<T>): Promise<T> }) {}
  async create(name: string, tx?: Tx): Promise<void> {
    const run = async (t: Tx) => {
      await t.query(name);
    };
    if (tx) await run(tx);
    else await this.db.tx(run);
  }
  async both(a: string, b: string) {
    await this.db.tx(async (t) => {
      await this.create(a, t);
      await this.create(b, t);
    });
  }
}
// task scheduler
export class Scheduler {
  private readonly queue = new PQueue({ concurrency: 2 });
  private readonly done = new Set<string>();
  async run(id: string, deps: string[], work: () => Promise<void>) {
    await Promise.all(deps.map((d) => this.wait(d)));
    await this.queue.add(work);
    this.done.add(id);
    this.events.emit("done", id);
  }
  private readonly events = new EventEmitter();
  private async wait(id: string) {
    while (!this.done.has(id)) await new Promise((r) => this.events.once("done", r));
  }
}
// ALS
const als = new AsyncLocalStorage<{ id: number }>();
export const withId = <T>(id: number, f: () => Promise<T>) => als.run({ id }, f);
// children
export async function sh(cmd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(cmd);
  return stdout;
}
export function child(file: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const p = fork(file);
    p.on("message", (m) => {
      if (m === "done") p.disconnect();
    });
    p.once("error", reject);
    p.once("exit", resolve);
    p.send("go");
  });
}
export async function out(cmd: string): Promise<string> {
  const p = spawn(cmd);
  const chunks: Buffer[] = [];
  for await (const c of p.stdout) chunks.push(c as Buffer);
  const code = await new Promise<number | null>((r) => p.once("close", r));
  if (code !== 0) throw new Error(String(code));
  return Buffer.concat(chunks).toString();
}
export async function lines(path: string): Promise<number> {
  let n = 0;
  for await (const _ of createInterface({ input: createReadStream(path) })) n++;
  return n;
}
export function primary(): void {
  if (cluster.isPrimary) {
    for (let i = 0; i < 4; i++) cluster.fork();
    cluster.on("exit", () => cluster.fork());
  } else {
    createServer((_a, b) => b.end()).listen(80);
  }
}
// file append in order
let tail: Promise<void> = Promise.resolve();
export function append(path: string, s: string): Promise<void> {
  const next = tail.then(() => fs.appendFile(path, s));
  tail = next.catch(() => undefined);
  return next;
}
// rate limiter token bucket
export class Bucket {
  private tokens: number;
  private last = Date.now();
  constructor(
    private readonly rate: number,
    private readonly burst: number,
  ) {
    this.tokens = burst;
  }
  private refill() {
    const now = Date.now();
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.last) / 1000) * this.rate);
    this.last = now;
  }
  async take(): Promise<void> {
    for (;;) {
      this.refill();
      if (this.tokens >= 1) {
        this.tokens--;
        return;
      }
      await new Promise((r) => setTimeout(r, 1000 / this.rate));
    }
  }
}
// circuit breaker
export class Breaker {
  private failures = 0;
  private openUntil = 0;
  async call<T>(f: () => Promise<T>): Promise<T> {
    if (Date.now() < this.openUntil) throw new Error("open");
    try {
      const r = await f();
      this.failures = 0;
      return r;
    } catch (e) {
      this.failures++;
      if (this.failures > 3) this.openUntil = Date.now() + 1000;
      throw e;
    }
  }
}
// bounded parallel map
export async function pmap<T, R>(xs: T[], n: number, f: (x: T) => Promise<R>): Promise<R[]> {
  const out: R[] = [];
  let i = 0;
  const worker = async () => {
    while (i < xs.length) {
      const at = i++;
      out[at] = await f(xs[at]!);
    }
  };
  await Promise.all(Array.from({ length: n }, worker));
  return out;
}
// semaphore guarded fetch with nested different semaphores
const net = new Semaphore(5);
const disk = new Semaphore(2);
export const save = (url: string) =>
  net.runExclusive(async () => {
    const b = await (await fetch(url)).text();
    await disk.runExclusive(() => fs.writeFile("x", b));
  });
export const load = (p: string) => disk.runExclusive(() => fs.readFile(p));
// producer consumer by async generator
export async function* merge<T>(...its: AsyncIterable<T>[]): AsyncGenerator<T> {
  const q: T[] = [];
  let wake: (() => void) | undefined;
  let left = its.length;
  let failed: unknown;
  for (const it of its)
    void (async () => {
      try {
        for await (const x of it) {
          q.push(x);
          wake?.();
        }
      } catch (e) {
        failed = e;
      } finally {
        left--;
        wake?.();
      }
    })();
  while (left > 0 || q.length > 0) {
    if (q.length === 0)
      await new Promise<void>((r) => {
        wake = r;
      });
    wake = undefined;
    while (q.length > 0) yield q.shift()!;
    if (failed) throw failed;
  }
}
// barrier & countdown
export class Latch {
  private readonly d = Promise.withResolvers<void>();
  constructor(private n: number) {
    if (n === 0) this.d.resolve();
  }
  down() {
    if (--this.n === 0) this.d.resolve();
  }
  wait() {
    return this.d.promise;
  }
}
export async function latch(xs: (() => Promise<void>)[]) {
  const l = new Latch(xs.length);
  for (const x of xs) void x().finally(() => l.down());
  await l.wait();
}
export class Cond {
  private waiters: (() => void)[] = [];
  wait(m: Mutex): Promise<void> {
    m.release();
    return new Promise<void>((r) => this.waiters.push(r)).then(() => m.acquire().then(() => {}));
  }
  all() {
    for (const w of this.waiters.splice(0)) w();
  }
}
// event driven start-up
export class Db {
  private ready: Promise<void>;
  constructor(open: () => Promise<void>) {
    this.ready = open();
    this.ready.catch(() => {});
  }
  async q(s: string) {
    await this.ready;
    return s;
  }
}
export class Conn2 {
  private opening: Promise<void> | undefined;
  private sock: { send(s: string): void } | undefined;
  async send(s: string) {
    if (!this.sock) {
      this.opening ??= this.open();
      await this.opening;
    }
    this.sock!.send(s);
  }
  private async open() {
    this.sock = await Promise.resolve({ send() {} });
  }
}
// tree walk with limits & recursion
const walkLimit = new Semaphore(8);
export async function walk(dir: string): Promise<string[]> {
  const es = await walkLimit.runExclusive(() => fs.readdir(dir, { withFileTypes: true }));
  const subs = await Promise.all(es.filter((e) => e.isDirectory()).map((e) => walk(`${dir}/${e.name}`)));
  return [...es.map((e) => e.name), ...subs.flat()];
}

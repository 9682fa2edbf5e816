// Pools, transactions, leases and queues of libraries.
import { Pool, type PoolClient } from "pg";
import knexFactory from "knex";
import { createPool } from "generic-pool";
import Redlock from "redlock";
import lockfile from "proper-lockfile";
import Bottleneck from "bottleneck";
import * as Comlink from "comlink";
import RWLock from "rwlock";
import AwaitLock from "await-lock";
import throat from "throat";
import fastq from "fastq";
import { queue } from "async";
import { Piscina } from "piscina";

const pool = new Pool({ max: 10 });
export async function query(sql: string): Promise<unknown[]> {
  const c = await pool.connect();
  try {
    return (await c.query(sql)).rows;
  } finally {
    c.release();
  }
}
export async function tx<T>(work: (c: PoolClient) => Promise<T>): Promise<T> {
  const c = await pool.connect();
  try {
    await c.query("BEGIN");
    const r = await work(c);
    await c.query("COMMIT");
    return r;
  } catch (e) {
    await c.query("ROLLBACK");
    throw e;
  } finally {
    c.release();
  }
}
export async function txBroken<T>(work: (c: PoolClient) => Promise<T>): Promise<T> {
  const c = await pool.connect();
  let failed: Error | undefined;
  try {
    await c.query("BEGIN");
    const r = await work(c);
    await c.query("COMMIT");
    return r;
  } catch (e) {
    failed = e as Error;
    try {
      await c.query("ROLLBACK");
    } catch {}
    throw e;
  } finally {
    c.release(failed);
  }
}
export const direct = (id: number) => pool.query("select $1", [id]);
export async function listen(onNotify: (s: string) => void): Promise<() => Promise<void>> {
  const c = await pool.connect();
  try {
    c.on("notification", (n) => onNotify(n.payload ?? ""));
    await c.query("LISTEN x");
  } catch (error) {
    c.release(true);
    throw error;
  }
  return async () => {
    await c.query("UNLISTEN x");
    c.release();
  };
}
class Repo {
  constructor(private readonly db: Pool | PoolClient) {}
  async find(id: number) {
    return (await this.db.query("select", [id])).rows[0];
  }
}
export const repoTx = () =>
  tx(async (c) => {
    const r = new Repo(c);
    return Promise.all([r.find(1), r.find(2)]);
  });
class Conn {
  private client: PoolClient | undefined;
  async open() {
    this.client = await pool.connect();
  }
  async close() {
    this.client?.release();
    this.client = undefined;
  }
}
export const conn = new Conn();

const knex = knexFactory({ client: "pg" });
export const k1 = () =>
  knex.transaction(async (trx) => {
    await trx("a").insert({ x: 1 });
    await knex("b").transacting(trx).insert({ y: 1 });
  });
export async function k2() {
  const trx = await knex.transaction();
  try {
    await trx("a").insert({});
    await trx.commit();
  } catch (e) {
    await trx.rollback(e);
    throw e;
  }
}
export async function k3() {
  const provider = knex.transactionProvider();
  const trx = await provider();
  await trx("a").insert({});
  await trx.commit();
}

const gp = createPool({ create: async () => ({ id: 1 }), destroy: async () => {} }, { max: 2 });
export async function g1() {
  const r = await gp.acquire();
  try {
    return r.id;
  } finally {
    await gp.release(r);
  }
}
export async function g2() {
  const r = await gp.acquire();
  try {
    return r.id;
  } catch (e) {
    await gp.destroy(r);
    throw e;
  } finally {
    if (gp.isBorrowedResource(r)) await gp.release(r);
  }
}
export const g3 = () => gp.use(async (r) => r.id);

const redlock = new Redlock([]);
export async function r1(work: () => Promise<void>) {
  const lock = await redlock.acquire(["a"], 1000);
  try {
    await work();
  } finally {
    await lock.unlock();
  }
}
export async function r2(work: () => Promise<void>) {
  let lock = await redlock.acquire(["a"], 1000);
  try {
    await work();
    lock = await lock.extend(1000);
    await work();
  } finally {
    await lock.unlock();
  }
}

export async function f1(work: () => Promise<void>) {
  const release = await lockfile.lock("x", { retries: 3 });
  try {
    await work();
  } finally {
    await release();
  }
}
export async function f2(work: () => Promise<void>) {
  await lockfile.lock("x");
  try {
    await work();
  } finally {
    await lockfile.unlock("x");
  }
}

const limiter = new Bottleneck({ maxConcurrent: 1, minTime: 10 });
export const b1 = limiter.wrap(async (x: number) => x);
export async function b2() {
  const xs = await Promise.all([1, 2, 3].map((x) => limiter.schedule(() => b3(x))));
  return xs;
}
async function b3(x: number) {
  return x;
}
export async function b4() {
  await limiter.stop({ dropWaitingJobs: false });
}

export async function c1() {
  const w = new Worker(new URL("./w.ts", import.meta.url));
  const api = Comlink.wrap<{ add(a: number): Promise<number> }>(w);
  try {
    return await api.add(1);
  } finally {
    api[Comlink.releaseProxy]();
    w.terminate();
  }
}
const rw = new RWLock();
export function rw1(done: (v: number) => void) {
  rw.readLock((release) => {
    done(1);
    release();
  });
}
export function rw2() {
  return new Promise<void>((resolve) =>
    rw.writeLock("k", (release) => {
      setTimeout(() => {
        release();
        resolve();
      }, 1);
    }),
  );
}
const al = new AwaitLock();
export async function al1(work: () => Promise<void>) {
  await al.acquireAsync();
  try {
    await work();
  } finally {
    al.release();
  }
}
export async function al2(work: () => Promise<void>) {
  if (!al.tryAcquire()) return false;
  try {
    await work();
    return true;
  } finally {
    al.release();
  }
}
const th = throat(3);
export const t1 = (xs: number[]) => Promise.all(xs.map((x) => th(async () => x)));
export const t2 = (xs: number[]) => Promise.all(xs.map(throat(2, async (x: number) => x)));
const fq = fastq.promise(async (x: number) => x + 1, 1);
export const fq1 = async () => {
  const a = fq.push(1);
  const b = fq.push(2);
  await fq.drained();
  return [await a, await b];
};
const fqc = fastq((x: number, cb: (e: Error | null, r?: number) => void) => {
  setTimeout(() => cb(null, x), 1);
}, 2);
export const fq2 = (cb: () => void) => {
  fqc.drain = cb;
  fqc.push(1, () => {});
};
const aq = queue<number>((x, cb) => {
  if (x < 0) {
    cb(new Error("neg"));
    return;
  }
  setTimeout(() => cb(), x);
}, 2);
export const aq1 = async () => {
  aq.push([1, 2]);
  await aq.drain();
};
const pis = new Piscina({ filename: new URL("./w.js", import.meta.url).href });
export const p1 = async () => {
  try {
    return await Promise.all([pis.run(1), pis.run(2)]);
  } finally {
    await pis.destroy();
  }
};
export const p2 = async (s: AbortSignal) => pis.run({}, { signal: s });

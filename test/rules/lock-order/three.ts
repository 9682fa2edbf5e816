import { Mutex } from "async-mutex";

const a = new Mutex();
const b = new Mutex();
const c = new Mutex();

export async function ab(): Promise<void> {
  await a.runExclusive(() => b.runExclusive(() => {}));
//                           ^^^^^^^^^^^^^^^^^^^^^^^^ warning: each waits for a lock that the next one holds
}

export async function bc(): Promise<void> {
  await b.runExclusive(() => c.runExclusive(() => {}));
}

export async function ca(): Promise<void> {
  await c.runExclusive(() => a.runExclusive(() => {}));
}

// Locks that a function makes, returns or is given.
import { Mutex } from "async-mutex";

function makeLock(): Mutex {
  return new Mutex();
}

const made = makeLock();
const other = makeLock();

export async function nested(): Promise<void> {
  await made.runExclusive(() => made.runExclusive(() => {}));
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `made` is already held here
}

export async function twoOfOneFactory(): Promise<void> {
  await made.runExclusive(() => other.runExclusive(() => {}));
}

async function inside(lock: Mutex, work: () => void): Promise<void> {
  await lock.runExclusive(work);
}

export async function passed(): Promise<void> {
  await made.runExclusive(() => inside(made, () => {}));
//                              ^^^^^^^^^^^^^^^^^^^^^^ error: `made` is already held here
}

export async function passedAnother(): Promise<void> {
  await made.runExclusive(() => inside(other, () => {}));
}

async function deeper(lock: Mutex): Promise<void> {
  await inside(lock, () => {});
}

export async function passedOn(): Promise<void> {
  await made.runExclusive(() => deeper(made));
//                              ^^^^^^^^^^^^ error: `made` is already held here
  await made.runExclusive(() => deeper(other));
}

async function options({ lock }: { readonly lock: Mutex }): Promise<void> {
  await lock.runExclusive(() => {});
}

export async function inObject(): Promise<void> {
  await made.runExclusive(() => options({ lock: made }));
//                              ^^^^^^^^^^^^^^^^^^^^^^^ error: `made` is already held here
  await made.runExclusive(() => options({ lock: other }));
}

let shared: Mutex | undefined;

function theLock(): Mutex {
  shared ??= new Mutex();
  return shared;
}

export async function single(): Promise<void> {
  await theLock().runExclusive(() => theLock().runExclusive(() => {}));
//                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `shared` is already held here
}

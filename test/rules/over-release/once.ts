// One release for each acquire, or a releaser that may be called twice, or nobody knows.
import { Mutex, Semaphore } from "async-mutex";

const mutex = new Mutex();
const slots = new Semaphore(4);

export async function inFinally(work: () => Promise<void>): Promise<void> {
  await slots.acquire();
  try {
    await work();
  } catch (error) {
    console.error(error);
    throw error;
  } finally {
    slots.release();
  }
}

export async function idempotent(work: () => Promise<void>): Promise<void> {
  const release = await mutex.acquire();
  try {
    await work();
    release();
  } finally {
    release();
  }
}

export async function onEitherSide(flag: boolean): Promise<void> {
  await mutex.acquire();
  if (flag) mutex.release();
  else mutex.release();
}

export async function again(): Promise<void> {
  await mutex.acquire();
  console.log("first");
  mutex.release();
  await mutex.acquire();
  mutex.release();
}

export async function two(): Promise<void> {
  await slots.acquire(2);
  slots.release();
  slots.release();
}

export async function remembered(work: () => Promise<void>): Promise<void> {
  await mutex.acquire();
  let held = true;
  try {
    await work();
    mutex.release();
    held = false;
    await work();
  } finally {
    if (held) mutex.release();
  }
}

// Nothing here can fail between the acquire and the release, or the release is reached all the same.
import { setTimeout as sleep } from "node:timers/promises";
import { Mutex } from "async-mutex";

const mutex = new Mutex();
const entries: string[] = [];

async function record(entry: string): Promise<void> {
  await sleep(2);
  entries.push(entry);
}

export async function plain(): Promise<void> {
  const release = await mutex.acquire();
  await record("begin");
  await new Promise<void>((resolve) => setTimeout(resolve, 1));
  entries.sort();
  console.log(entries.length);
  release();
}

export async function caught(url: string): Promise<void> {
  const release = await mutex.acquire();
  try {
    await fetch(url);
  } catch {
    entries.push("failed");
  }
  release();
}

export async function caughtByCatch(url: string): Promise<void> {
  const release = await mutex.acquire();
  await fetch(url).catch(() => undefined);
  release();
}

export async function inFinally(url: string): Promise<Response> {
  const release = await mutex.acquire();
  try {
    return await fetch(url);
  } finally {
    release();
  }
}

export async function nested(url: string): Promise<void> {
  const release = await mutex.acquire();
  try {
    try {
      await fetch(url);
    } finally {
      entries.push("inner");
    }
  } finally {
    release();
  }
}

export function asRun(url: string): Promise<Response> {
  return mutex.runExclusive(() => fetch(url));
}

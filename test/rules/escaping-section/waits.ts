// The work ends before the lock is free, or it needs no lock, or there is none.
import { readFile } from "node:fs/promises";
import { Mutex } from "async-mutex";

const mutex = new Mutex();
const rows: string[] = [];

export async function awaited<T>(work: () => Promise<T>): Promise<T> {
  const release = await mutex.acquire();
  try {
    return await work();
  } finally {
    release();
  }
}

export async function plainValue<T>(work: () => T): Promise<T> {
  const release = await mutex.acquire();
  try {
    return work();
  } finally {
    release();
  }
}

async function count(): Promise<number> {
  return rows.length;
}

export async function doneAtOnce(): Promise<number> {
  const release = await mutex.acquire();
  try {
    return count();
  } finally {
    release();
  }
}

export async function afterwards(path: string): Promise<string> {
  const release = await mutex.acquire();
  try {
    rows.push(path);
  } finally {
    release();
  }
  return readFile(path, "utf8");
}

export async function another(path: string): Promise<string> {
  try {
    return readFile(path, "utf8");
  } finally {
    rows.push(path);
  }
}

export function section(path: string): Promise<string> {
  return mutex.runExclusive(() => {
    try {
      return readFile(path, "utf8");
    } finally {
      rows.push(path);
    }
  });
}

export async function settled(): Promise<number> {
  const release = await mutex.acquire();
  try {
    return Promise.resolve(rows.length);
  } finally {
    release();
  }
}

export async function handedOver(path: string): Promise<string> {
  const release = await mutex.acquire();
  let started = false;
  try {
    started = true;
    return readFile(path, "utf8").finally(release);
  } finally {
    if (!started) release();
  }
}

class Register {
  readonly #lock = new Mutex();

  async write(path: string): Promise<void> {
    const release = await this.#lock.acquire();
    try {
      rows.push(path);
      return this.flush();
    } finally {
      release();
    }
  }

  /** Takes the lock itself: to wait for it above would be for ever. */
  async flush(): Promise<void> {
    const release = await this.#lock.acquire();
    rows.length = 0;
    release();
  }
}

export const register = new Register();

import { Mutex, Semaphore } from "async-mutex";
import { OwnLock } from "./own-lock";

const rows: string[] = [];

export async function add(row: string, save: (rows: readonly string[]) => Promise<void>): Promise<void> {
  const mutex = new Mutex();
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error: Each call of add makes its own `mutex`
  try {
    rows.push(row);
    await save(rows);
  } finally {
    release();
  }
}

export async function direct(save: () => Promise<void>): Promise<void> {
  await new Mutex().runExclusive(save);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Each call of direct makes its own `new Mutex()`
}

export const handler = async (row: string, save: () => Promise<void>): Promise<void> => {
  const slots = new Semaphore(2);
  await slots.runExclusive(async () => {
//      ^^^ error: makes its own `slots`
    rows.push(row);
    await save();
  });
};

class Register {
  get lock(): Mutex {
    return new Mutex();
  }

  private make(): Mutex {
    return new Mutex();
  }

  async write(save: () => Promise<void>): Promise<void> {
    await this.lock.runExclusive(save);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Each call of Register.get lock makes its own `this.lock`
  }

  async flush(save: () => Promise<void>): Promise<void> {
    await this.make().runExclusive(save);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Each call of Register.make makes its own `this.make()`
  }
}

export const register = new Register();

export async function own(save: () => Promise<void>): Promise<void> {
  const lock = new OwnLock();
  const release = await lock.acquire();
//                      ^^^^^^^^^^^^^^ error: Each call of own makes its own `lock`
  try {
    await save();
  } finally {
    release();
  }
}

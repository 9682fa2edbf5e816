// Called on every way, kept for later, or not needed at all.
import AsyncLock from "async-lock";

const lock = new AsyncLock();
const rows: string[] = [];

export function everywhere(row: string): void {
  lock.acquire("rows", (done) => {
    if (row === "") {
      done();
      return;
    }
    rows.push(row);
    done();
  });
}

export function caught(text: string): void {
  lock.acquire("rows", (done) => {
    try {
      rows.push(JSON.parse(text));
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

export function inFinally(text: string): void {
  lock.acquire("rows", (done) => {
    try {
      rows.push(text.trim());
    } finally {
      done();
    }
  });
}

export function later(row: string): void {
  lock.acquire("rows", (done) => {
    setTimeout(() => {
      rows.push(row);
      done();
    }, 5);
  });
}

export function passedOn(save: (ended: () => void) => void): void {
  lock.acquire("rows", (done) => save(done));
}

export async function byPromise(save: (rows: readonly string[]) => Promise<void>): Promise<void> {
  await lock.acquire("rows", async () => {
    await save(rows);
  });
}

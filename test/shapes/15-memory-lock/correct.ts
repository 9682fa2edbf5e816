// Held for a moment, given back on every way.
import { workerData } from "node:worker_threads";
import { Futex, MemoryLock } from "./primitive";

declare function work(text: string): void;

const data: { rows: SharedArrayBuffer; index: SharedArrayBuffer } = workerData;
const rows = new MemoryLock(new Int32Array(data.rows));
const index = new Futex(data.index);

export function save(text: string): void {
  rows.lock();
  try {
    work(text);
  } finally {
    rows.unlock();
  }
}

export function note(text: string): void {
  index.lock();
  try {
    work(text);
  } finally {
    index.unlock();
  }
}

export const log = (text: string): void => rows.run(() => work(text));

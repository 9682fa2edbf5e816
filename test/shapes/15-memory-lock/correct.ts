// Held for a moment, given back on every way.
import { workerData } from "node:worker_threads";
import { Futex, lockCell, MemoryLock, unlockCell } from "./primitive";

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

const cells = new Int32Array(data.rows);

/** Two cells, always in this order. */
export function both(text: string): void {
  lockCell(cells, 1);
  try {
    lockCell(cells, 2);
    try {
      work(text);
    } finally {
      unlockCell(cells, 2);
    }
  } finally {
    unlockCell(cells, 1);
  }
}

export const log = (text: string): void => rows.run(() => work(text));

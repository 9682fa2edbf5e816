// Sleeps on itself, in two orders, and never gives back where the work fails.
import { workerData } from "node:worker_threads";
import { Futex, lockCell, MemoryLock, unlockCell } from "./primitive";

declare function work(text: string): void;

const data: { rows: SharedArrayBuffer; index: SharedArrayBuffer } = workerData;
const rows = new MemoryLock(new Int32Array(data.rows));
const index = new Futex(data.index);

export function twice(text: string): void {
  rows.lock();
  try {
    rows.run(() => work(text));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `rows` is already held here
  } finally {
    rows.unlock();
  }
}

export function kept(text: string): void {
  index.lock();
//^^^^^^^^^^^^ warning[unreleased-on-throw]: `index` is not released when an exception leaves kept
  work(text);
  index.unlock();
}

const cells = new Int32Array(data.rows);

export function again(text: string): void {
  lockCell(cells, 1);
  lockCell(cells, 1);
//^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `cells[1]` is already held here
//^^^^^^^^^^^^^^^^^^ warning[unreleased-on-throw]: `cells[1]` is not released when an exception leaves again
  work(text);
  unlockCell(cells, 1);
}

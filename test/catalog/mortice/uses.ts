import mortice, { type Mortice } from "mortice";

const files = mortice({ name: "files" });
const index = mortice({ name: "index" });
const first = mortice();
const second = mortice();

export async function nested(): Promise<void> {
  const release = await files.writeLock();
  try {
    const again = await files.writeLock();
//                      ^^^^^^^^^^^^^^^^^ error: `files` is already held here
    again();
  } finally {
    release();
  }
}

export async function upgrade(): Promise<void> {
  const read = await files.readLock();
  const write = await files.writeLock();
//                    ^^^^^^^^^^^^^^^^^ error[rw-upgrade]: `files` is held for reading here
  write();
  read();
}

// Without a name they are one lock.
export async function unnamed(): Promise<void> {
  const outer = await first.writeLock();
  const inner = await second.writeLock();
//                    ^^^^^^^^^^^^^^^^^^ error: is already held here
  inner();
  outer();
}

export async function early(lock: Mortice, stop: boolean): Promise<void> {
  const release = await lock.readLock();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  release();
}

export async function inFinally(stop: boolean): Promise<void> {
  const release = await files.writeLock();
  try {
    if (stop) return;
    const inner = await index.writeLock();
    inner();
  } finally {
    release();
  }
}

export async function inTurn(): Promise<void> {
  const release = await files.readLock();
  release();
  const write = await files.writeLock();
  write();
}

export async function bounded(signal: AbortSignal): Promise<void> {
  const read = await files.readLock();
  const write = await files.writeLock({ signal });
  write();
  read();
}

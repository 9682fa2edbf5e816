// Polls for what it has itself, and keeps it where the work fails.
import { give, makePolling, Polling, PollingSlots, take } from "./primitive";

declare function write(text: string): Promise<void>;

const lock = new Polling();
const slots = new PollingSlots(2);
const polling = makePolling();

export async function save(text: string): Promise<void> {
  await lock.acquire();
//      ^^^^^^^^^^^^^^ warning[unreleased-on-throw]: `lock` is not released when an exception leaves save
  await write(text);
  lock.release();
}

export async function twice(text: string): Promise<void> {
  await lock.acquire();
  try {
    await save(text);
//        ^^^^^^^^^^ error[nested-acquire]: `lock` is already held here
  } finally {
    lock.release();
  }
}

export const tree = (text: string): Promise<void> => slots.run(() => slots.run(() => write(text)));
//                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[nested-slot]: Possible deadlock

export async function flush(): Promise<void> {
  await take();
//      ^^^^^^ warning[unreleased-on-throw]: `taken` is not released when an exception leaves flush
  await write("all");
  give();
}

export async function close(): Promise<void> {
  await polling.lock();
  await polling.lock();
//      ^^^^^^^^^^^^^^ error[nested-acquire]: `polling` is already held here
  polling.unlock();
}

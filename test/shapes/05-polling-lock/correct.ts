// Taken, used, given back.
import { give, makePolling, Polling, PollingSlots, take } from "./primitive";

declare function write(text: string): Promise<void>;

const lock = new Polling();
const slots = new PollingSlots(2);
const polling = makePolling();

export async function save(text: string): Promise<void> {
  await lock.acquire();
  try {
    await write(text);
  } finally {
    lock.release();
  }
}

export const log = (text: string): Promise<void> => slots.run(() => write(text));

export async function flush(): Promise<void> {
  await take();
  try {
    await write("all");
  } finally {
    give();
  }
}

export async function close(): Promise<void> {
  await polling.lock();
  try {
    await write("end");
  } finally {
    polling.unlock();
  }
}

// One permit at a time.
import { lock, makeLimit, Mutual, Slots, unlock } from "./primitive";

declare function write(text: string): Promise<void>;

const slots = new Slots(3);
const mutual = new Mutual();
const limit = makeLimit(2);

export async function save(text: string): Promise<void> {
  await slots.acquire();
  try {
    await write(text);
  } finally {
    slots.release();
  }
}

export const log = (text: string): Promise<void> => mutual.run(() => write(text));
export const all = (texts: string[]): Promise<void[]> => Promise.all(texts.map((text) => limit(() => write(text))));

export async function flush(): Promise<void> {
  await lock();
  try {
    await write("all");
  } finally {
    unlock();
  }
}

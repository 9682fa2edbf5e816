// A permit that a failure keeps, a slot inside a slot, a lock inside itself.
import { lock, makeLimit, Mutual, Slots, unlock } from "./primitive";

declare function write(text: string): Promise<void>;

const slots = new Slots(3);
const mutual = new Mutual();
const limit = makeLimit(2);

export async function save(text: string): Promise<void> {
  await slots.acquire();
//      ^^^^^^^^^^^^^^^ warning[unreleased-on-throw]: `slots` is not released when an exception leaves save
  await write(text);
  slots.release();
}

export const inner = (): Promise<void> => mutual.run(() => mutual.run(() => write("a")));
//                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `mutual` is already held here

export const tree = (texts: string[]): Promise<void[]> =>
  Promise.all(texts.map((text) => limit(() => limit(() => write(text)))));
//                                            ^^^^^^^^^^^^^^^^^^^^^^^^ warning[nested-slot]: Possible deadlock

export async function flush(): Promise<void> {
  await lock();
  try {
    await exclusively();
//        ^^^^^^^^^^^^^ error[nested-acquire]: `held` is already held here
  } finally {
    unlock();
  }
}

async function exclusively(): Promise<void> {
  await lock();
  try {
    await write("all");
  } finally {
    unlock();
  }
}

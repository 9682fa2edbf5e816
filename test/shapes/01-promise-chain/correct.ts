// One lock at a time, given back on every way.
import { ChainLock, exclusive, makeSerial, TurnLock } from "./primitive";

declare function write(text: string): Promise<void>;

const rows = new ChainLock();
const file = new TurnLock();
const serial = makeSerial();

export const save = (text: string): Promise<void> => rows.run(() => write(text));

export async function log(text: string): Promise<void> {
  const done = await file.lock();
  try {
    await write(text);
  } finally {
    done();
  }
}

export const append = (text: string): Promise<void> => serial(() => write(text));
export const flush = (text: string): Promise<void> => exclusive(() => write(text));

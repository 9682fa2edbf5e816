// Read, then write, not the one inside the other.
import { ReadWrite, Shelf } from "./primitive";

declare function load(): Promise<string>;
declare function save(text: string): Promise<void>;

const lock = new ReadWrite();
const shelf = new Shelf();

export async function show(): Promise<string> {
  await lock.read();
  try {
    return await load();
  } finally {
    lock.endRead();
  }
}

export async function change(text: string): Promise<void> {
  await lock.write();
  try {
    await save(text);
  } finally {
    lock.endWrite();
  }
}

export const look = (): Promise<string> => shelf.reading(load);

export async function both(): Promise<void> {
  const text = await shelf.reading(load);
  await shelf.writing(() => save(text));
}

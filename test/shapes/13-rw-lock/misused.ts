// A reader that wants to write waits for itself; so does a writer that wants to read.
import { ReadWrite, Shelf } from "./primitive";

declare function load(): Promise<string>;
declare function save(text: string): Promise<void>;

const lock = new ReadWrite();
const shelf = new Shelf();

export async function upgrade(): Promise<void> {
  await lock.read();
  try {
    const text = await load();
    await lock.write();
//        ^^^^^^^^^^^^ error[rw-upgrade]: `lock` is held for reading here
    try {
      await save(text);
    } finally {
      lock.endWrite();
    }
  } finally {
    lock.endRead();
  }
}

export async function kept(): Promise<string> {
  await lock.read();
//      ^^^^^^^^^^^ warning[unreleased-on-throw]: `lock` is not released when an exception leaves kept
  const text = await load();
  lock.endRead();
  return text;
}

export const raise = (): Promise<void> => shelf.reading(async () => shelf.writing(async () => save(await load())));
//                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[rw-upgrade]: `shelf` is held for reading here
export const lower = (): Promise<string> => shelf.writing(() => shelf.reading(load));
//                                                              ^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `shelf` is already held here

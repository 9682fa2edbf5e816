// The same lock inside.
import { Mutex } from "async-mutex";
import { withinTime } from "./primitive";

declare function save(text: string): Promise<void>;

const mutex = new Mutex();

export const store = (text: string): Promise<void> =>
  mutex.runExclusive(() => withinTime(mutex, 1000, () => save(text)));

// The timer frees whoever has the lock by then.
import { Mutex } from "async-mutex";

declare function write(text: string): Promise<void>;

const mutex = new Mutex();

export async function save(text: string): Promise<void> {
  await mutex.acquire();
  const timer = setTimeout(() => mutex.release(), 1000);
//                               ^^^^^^^^^^^^^^^ warning[release-while-running]: When the timer runs out
  try {
    await write(text);
  } finally {
    clearTimeout(timer);
    mutex.release();
  }
}

import { Mutex } from "async-mutex";

const mutex = new Mutex();

export async function exclusive<T>(work: () => Promise<T>): Promise<T> {
  const release = await mutex.acquire();
  try {
    return work();
//         ^^^^^^ error: goes on without the lock
  } finally {
    release();
  }
}

// Whoever holds the lock gives it back.
import { Mutex, withTimeout } from "async-mutex";

const mutex = withTimeout(new Mutex(), 200);

export async function poll(read: () => Promise<string>): Promise<string> {
  const release = await mutex.acquire();
  try {
    const text = await read();
    return text !== "" ? text : "nothing";
  } finally {
    release();
  }
}

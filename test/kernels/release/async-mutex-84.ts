// A limit to the time of waiting is taken for one to the time of holding: nobody gives the lock back.
import { Mutex, withTimeout } from "async-mutex";

const mutex = withTimeout(new Mutex(), 200);

export async function poll(read: () => Promise<string>): Promise<string> {
  const release = await mutex.acquire();
  const text = await read();
  if (text !== "") return text;
  release();
  return "nothing";
}

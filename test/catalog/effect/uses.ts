import { Effect, Semaphore } from "effect";
import { Mutex } from "async-mutex";

const mutex = new Mutex();
const semaphore = Semaphore.makeUnsafe(1);

// What an effect describes is not followed.
export const nested = semaphore.withPermits(1)(semaphore.withPermits(1)(Effect.void));

export function take(): unknown {
  return semaphore.take(1);
}

export async function run(): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  const value = await Effect.runPromise(Effect.succeed(1));
  if (value === 1) return;
  release();
}

// A lock that is made by each call and has a name elsewhere is one and the same for all who say the name.
import { Mutex, Semaphore } from "redis-semaphore";

type Client = ConstructorParameters<typeof Mutex>[0];

export async function renew(redis: Client, key: string, work: () => Promise<void>): Promise<void> {
  const mutex = new Mutex(redis, key);
  await mutex.acquire();
  try {
    await work();
  } finally {
    await mutex.release();
  }
}

export async function some(redis: Client, work: () => Promise<void>): Promise<void> {
  const semaphore = new Semaphore(redis, "some", 3);
  await semaphore.acquire();
  try {
    await work();
  } finally {
    await semaphore.release();
  }
}

import { Mutex, Semaphore } from "redis-semaphore";

/** In place of a server: the two commands that a mutex needs, after the time of a request. */
const values = new Map<string, string>();
const later = <T>(answer: () => T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(answer()), 1));
const client = {
  set: (key: string, value: string) =>
    later(() => (values.has(key) ? undefined : (values.set(key, value), "OK"))),
  evalsha: (_sha: string, _keys: number, key: string, value: string) =>
    later(() => Number(values.get(key) === value && values.delete(key))),
};

const options = { acquireTimeout: Number.POSITIVE_INFINITY, acquireAttemptsLimit: 50, retryInterval: 10 };
const orders = new Mutex(client as never, "orders", options);
const stock = new Mutex(client as never, "stock", options);

async function order(): Promise<void> {
  await orders.acquire();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await stock.acquire();
  console.log("ordered");
}
async function count(): Promise<void> {
  await stock.acquire();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await orders.acquire();
  console.log("counted");
}

console.log((await Promise.allSettled([order(), count()])).map(({ status }) => status).join());
//> says rejected,rejected
//> completed

import Redlock from "redlock";

type Answer = (error: Error | null, result?: number) => void;

/** In place of a server: it runs the two scripts, after the time of a request. */
const held = new Map<string, string>();
const server = {
  evalsha(_hash: string, [, key, value, ttl]: string[], answer: Answer) {
    setTimeout(() => {
      const locks = ttl !== undefined;
      const mine = locks ? !held.has(key) : held.get(key) === value;
      if (mine && locks) held.set(key, value);
      else if (mine) held.delete(key);
      answer(null, Number(mine));
    }, 1);
  },
  eval() {},
};
const redlock = new Redlock([server], { retryCount: 3, retryDelay: 5, retryJitter: 0 });

async function transfer(from: string, to: string): Promise<void> {
  const first = await redlock.lock(from, 1000);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const second = await redlock.lock(to, 1000);
  await second.unlock();
  await first.unlock();
}

const results = await Promise.allSettled([transfer("alice", "bob"), transfer("bob", "alice")]);
for (const result of results) console.log(result.status, result.status === "rejected" && result.reason.name);
//> says rejected LockError
//> says rejected LockError
//> completed

// Not a program by itself: the job of the pools.
import { threadId } from "node:worker_threads";

export default async function square({ n, wait = 0 }: { n: number; wait?: number }): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, wait));
  if (n < 0) throw new RangeError(`no root of ${n}`);
  return `${n * n} on ${threadId > 0 ? "a worker" : "main"}`;
}

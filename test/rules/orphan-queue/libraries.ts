import PQueue from "p-queue";
import pLimit from "p-limit";

const queue = new PQueue({ concurrency: 2 });
const limit = pLimit(2);
const background = new PQueue({ concurrency: 2 });

export async function load(urls: readonly string[]): Promise<unknown[]> {
  const jobs = urls.map((url) => queue.add(() => fetch(url)));
  return Promise.all(jobs);
}

export function cancel(): void {
  queue.clear();
//^^^^^^^^^^^^^ warning: `clear()` forgets its jobs
}

export async function loadAll(urls: readonly string[]): Promise<Response[]> {
  return Promise.all(urls.map((url) => limit(() => fetch(url))));
}

export function cancelAll(): void {
  limit.clearQueue();
//^^^^^^^^^^^^^^^^^^ warning: `clearQueue()` forgets its jobs
}

/** Nobody waits for these. */
export function prefetch(url: string): void {
  void background.add(() => fetch(url));
}

export function cancelBackground(): void {
  background.clear();
}

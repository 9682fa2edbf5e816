import pLimit, { limitFunction } from "p-limit";

const limit = pLimit(1);
const wide = pLimit({ concurrency: 4 });
const single = pLimit({ concurrency: 1 });

export async function nested(): Promise<void> {
  await limit(async () => {
    await limit(async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^ error[nested-slot]: of `limit` is already held here
  });
}

export async function throughAll(items: readonly number[]): Promise<void> {
  await single(async () => {
    await Promise.all(items.map((item) => single(() => handle(item))));
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-slot]: of `single` is already held here
  });
}

async function handle(_item: number): Promise<void> {}

export async function notAwaited(): Promise<void> {
  await limit(async () => {
    void limit(async () => {});
  });
}

export async function another(): Promise<void> {
  await limit(async () => {
    await wide(async () => {});
  });
}

export async function several(items: readonly number[]): Promise<void> {
  await Promise.all(items.map((item) => limit(() => handle(item))));
  await limit.map(items, handle);
}

export const guarded = limitFunction(async () => {}, { concurrency: 1 });

export async function guardedTwice(): Promise<void> {
  await guarded();
  await guarded();
}

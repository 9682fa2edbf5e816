import Bottleneck from "bottleneck";

const left = new Bottleneck({ maxConcurrent: 1 });
const right = new Bottleneck({ maxConcurrent: 1 });

export async function nested(): Promise<void> {
  await left.schedule(async () => {
    await left.schedule(async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-slot]: of `left` is already held here
  });
}

export async function throughHelper(): Promise<void> {
  await left.schedule(() => helper());
//                          ^^^^^^^^ error[nested-slot]: this call waits in helper for another
}

async function helper(): Promise<void> {
  await left.schedule(async () => {});
}

export async function ordered(): Promise<void> {
  await left.schedule(async () => {
    await right.schedule(async () => {});
  });
}

export async function notAwaited(): Promise<void> {
  await left.schedule(async () => {
    void left.schedule(async () => {});
  });
}

import throat from "throat";

const left = throat(1);
const right = throat(1);

export async function nested(): Promise<void> {
  await left(async () => {
    await left(async () => {});
//        ^^^^^^^^^^^^^^^^^^^^ error[nested-slot]: of `left` is already held here
  });
}

export async function throughHelper(): Promise<void> {
  await left(() => helper());
//                 ^^^^^^^^ error[nested-slot]: this call waits in helper for another
}

async function helper(): Promise<void> {
  await left(async () => {});
}

export async function ordered(): Promise<void> {
  await left(async () => {
    await right(async () => {});
  });
}

export async function notAwaited(): Promise<void> {
  await left(async () => {
    void left(async () => {});
  });
}

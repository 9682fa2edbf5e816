import { AsyncQueue } from "@sapphire/async-queue";

const left = new AsyncQueue();
const right = new AsyncQueue();

export async function nested(): Promise<void> {
  await left.wait();
  try {
    await left.wait();
//        ^^^^^^^^^^^ error: `left` is already held here
    left.shift();
  } finally {
    left.shift();
  }
}

export async function early(stop: boolean): Promise<void> {
  await left.wait();
//      ^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  left.shift();
}

export async function inFinally(stop: boolean): Promise<void> {
  await left.wait();
  try {
    if (stop) return;
    await right.wait();
    right.shift();
  } finally {
    left.shift();
  }
}

export async function inTurn(): Promise<void> {
  await left.wait();
  left.shift();
  await left.wait();
  left.shift();
}

export async function withSignal(signal: AbortSignal): Promise<void> {
  await left.wait();
  try {
    await left.wait({ signal });
    left.shift();
  } finally {
    left.shift();
  }
}

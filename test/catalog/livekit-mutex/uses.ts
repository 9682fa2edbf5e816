import { Mutex, MultiMutex } from "@livekit/mutex";

const left = new Mutex();
const right = new MultiMutex(1);

export async function nested(): Promise<void> {
  const one = await left.lock();
  try {
    const two = await left.lock();
//                    ^^^^^^^^^^^ error: `left` is already held here
    two();
  } finally {
    one();
  }
}

export async function early(stop: boolean): Promise<void> {
  const one = await left.lock();
//                  ^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  one();
}

export async function inFinally(stop: boolean): Promise<void> {
  const one = await left.lock();
  try {
    if (stop) return;
    const two = await right.lock();
    two();
  } finally {
    one();
  }
}

export async function inTurn(): Promise<void> {
  const one = await left.lock();
  one();
  const two = await left.lock();
  two();
}

import mutexify from "mutexify/promise";

const left = mutexify();
const right = mutexify();

export async function nested(): Promise<void> {
  const one = await left();
  try {
    const two = await left();
//                    ^^^^^^ error: `left` is already held here
    two();
  } finally {
    one();
  }
}

export async function early(stop: boolean): Promise<void> {
  const one = await left();
//                  ^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  one();
}

export async function inFinally(stop: boolean): Promise<void> {
  const one = await left();
  try {
    if (stop) return;
    const two = await right();
    two();
  } finally {
    one();
  }
}

export async function inTurn(): Promise<void> {
  const one = await left();
  one();
  const two = await left();
  two();
}

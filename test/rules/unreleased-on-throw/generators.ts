// A consumer that leaves its loop ends the generator at the `yield` where it stands: only what is in a `finally` still runs.
import { Mutex } from "async-mutex";

const mutex = new Mutex();
const lines: string[] = [];

export async function* unprotected(): AsyncGenerator<string> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ warning: a consumer that leaves its loop early
  for (const line of lines) yield line;
  release();
}

export async function* caught(): AsyncGenerator<string> {
  const release = await mutex.acquire();
  try {
    for (const line of lines) yield line;
  } finally {
    release();
  }
}

export async function* before(): AsyncGenerator<string> {
  const release = await mutex.acquire();
  const all = [...lines];
  release();
  yield* all;
}

export async function* withUsing(): AsyncGenerator<string> {
  await using held = { [Symbol.asyncDispose]: await mutex.acquire().then((release) => async () => release()) };
  void held;
  yield* lines;
}

export async function first(): Promise<string | undefined> {
  for await (const line of unprotected()) return line;
  return undefined;
}

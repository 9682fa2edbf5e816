import { Mutex } from "async-mutex";

const mutex = new Mutex();
let state: unknown;

async function load(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

export async function update(url: string): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ warning: if `load` at line 15 fails
  state = await load(url);
  release();
}

export async function parse(text: string): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ warning: if `JSON.parse` at line 22 fails
  state = JSON.parse(text);
  release();
}

export async function check(text: string): Promise<void> {
  await mutex.acquire();
//      ^^^^^^^^^^^^^^^ warning: the `throw` at line 29 leaves
  if (text === "") throw new Error("empty");
  state = text;
  mutex.release();
}

export async function beforeTheTry(work: () => Promise<void>): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ warning: if `load` at line 37 fails
  await load("about:blank");
  try {
    await work();
  } finally {
    release();
  }
}

export async function callback(work: () => Promise<void>): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ warning: if `work` at line 48 fails
  await work();
  release();
}

export function current(): unknown {
  return state;
}

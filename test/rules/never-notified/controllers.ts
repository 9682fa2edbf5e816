// Work that goes on until its signal is aborted, which nobody does.
import { setTimeout as sleep } from "node:timers/promises";

async function poll(tick: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(10);
    tick();
  }
}

async function fetchOnce(url: string, signal: AbortSignal): Promise<string> {
  return (await fetch(url, { signal })).text();
}

export async function left(work: () => Promise<void>): Promise<void> {
  const done = new AbortController();
//      ^^^^ warning: Nobody aborts `done`: poll, which left starts at line 18, goes on until its signal says so (line 5)
  void poll(() => console.log("tick"), done.signal);
  await work();
}

export async function told(work: () => Promise<void>): Promise<void> {
  const done = new AbortController();
  void poll(() => console.log("tick"), done.signal);
  try {
    await work();
  } finally {
    done.abort();
  }
}

export function handedOn(): AbortController {
  const done = new AbortController();
  void poll(() => console.log("tick"), done.signal);
  return done;
}

export function onlyAsked(url: string): void {
  const unused = new AbortController();
  void fetchOnce(url, unused.signal).then(console.log, console.error);
}

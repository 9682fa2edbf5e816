// Reset whatever happens, or somewhere else, or nothing can fail, or it is no guard.
import { readFile } from "node:fs/promises";

let loading = false;
let active = 0;
let text = "";

export async function inFinally(path: string): Promise<void> {
  if (loading) return;
  loading = true;
  try {
    text = await readFile(path, "utf8");
  } finally {
    loading = false;
  }
}

export async function caught(path: string): Promise<void> {
  if (loading) return;
  loading = true;
  try {
    text = await readFile(path, "utf8");
  } catch {
    text = "";
  }
  loading = false;
}

export async function rethrown(path: string): Promise<void> {
  if (loading) return;
  loading = true;
  try {
    text = await readFile(path, "utf8");
    loading = false;
  } catch (error) {
    loading = false;
    throw error;
  }
}

export async function waits(): Promise<number> {
  if (loading) return 0;
  loading = true;
  await new Promise((resolve) => setTimeout(resolve, 1));
  await readFile("a", "utf8").catch(() => "");
  loading = false;
  return text.length;
}

export async function limited(work: () => Promise<void>): Promise<void> {
  if (active >= 3) throw new Error("too many");
  active++;
  try {
    await work();
  } finally {
    active--;
  }
}

class Connection {
  private connecting = false;
  private open = false;

  async connect(dial: () => Promise<void>): Promise<void> {
    if (this.connecting) return;
    this.connecting = true;
    await dial();
    this.connecting = false;
  }

  onError(): void {
    this.connecting = false;
  }

  async once(dial: () => Promise<void>): Promise<void> {
    if (this.open) return;
    this.open = true;
    await dial();
  }
}

export const connection = new Connection();

let nextTick = (): Promise<void> => new Promise((resolve) => queueMicrotask(resolve));
if (typeof setImmediate === "function") nextTick = () => new Promise((resolve) => setImmediate(resolve));
let draining = false;
const queue: string[] = [];

/** Nobody can reject the promise of a timer. */
export async function drain(): Promise<void> {
  if (draining) return;
  draining = true;
  while (queue.length > 0) {
    queue.shift();
    await nextTick();
  }
  draining = false;
}

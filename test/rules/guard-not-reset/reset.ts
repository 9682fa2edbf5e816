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

interface Task {
  run(): Promise<void>;
}

export class TaskQueue {
  private readonly tasks: Task[] = [];
  private busy = false;

  add(task: Task): void {
    this.tasks.push(task);
    if (!this.busy) void this.startNext();
  }

  private async startNext(): Promise<void> {
    const task = this.tasks.shift();
    if (task === undefined) return;
    this.busy = true;
    try {
      await task.run();
    } finally {
      this.busy = false;
    }
    void this.startNext();
  }
}

/** Nobody is kept out by it: it is only shown. */
export class Indicator {
  private loading = false;

  async show(task: Task): Promise<void> {
    this.loading = true;
    await task.run();
    this.loading = false;
  }

  text(): string {
    return this.loading ? "loading" : "done";
  }
}

/** The timer that has fired is forgotten at once, or the next one is set, or it is no guard. */
export class LateWrites {
  private readonly lines: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private last: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly write: (lines: readonly string[]) => Promise<void>) {}

  add(line: string): void {
    this.lines.push(line);
    this.timer ??= setTimeout(() => void this.flush(), 100);
    if (this.again === undefined) this.again = setTimeout(() => void this.poll(), 100);
    clearTimeout(this.last);
    this.last = setTimeout(() => void this.late(), 100);
  }

  private async flush(): Promise<void> {
    this.timer = undefined;
    await this.write(this.lines.splice(0));
  }

  private async poll(): Promise<void> {
    if (this.lines.length === 0) this.again = undefined;
    else {
      this.again = setTimeout(() => void this.poll(), 100);
      await this.write(this.lines.splice(0));
    }
  }

  private async late(): Promise<void> {
    await this.write(this.lines.splice(0));
    this.last = undefined;
  }
}

/** Set for good where it worked: what has been done once is not done again. */
export class Once {
  #started = false;
  #opened = false;
  #size = 0;
  readonly #idle: string[] = [];
  readonly #waiting: ((made: string) => void)[] = [];

  async start(path: string): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      this.#started = false;
      throw error;
    }
  }

  async open(path: string): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    if ((await readFile(path, "utf8").catch(() => "")) === "") {
      this.#opened = false;
      return;
    }
    console.log("open");
  }

  /** What is counted is there until it is destroyed. */
  async get(): Promise<string> {
    const one = this.#idle.pop();
    if (one !== undefined) return one;
    if (this.#size < 4) {
      this.#size++;
      try {
        return await readFile("a", "utf8");
      } catch (error) {
        this.#size--;
        throw error;
      }
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

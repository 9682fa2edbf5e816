import { readFile } from "node:fs/promises";

let loading = false;
let active = 0;
let text = "";

export async function load(path: string): Promise<void> {
  if (loading) return;
  loading = true;
//^^^^^^^^^^^^^^ warning: `loading` stays set if `readFile` at line 11 fails
  text = await readFile(path, "utf8");
  loading = false;
}

export async function limited(work: () => Promise<void>): Promise<void> {
  if (active >= 3) throw new Error("too many");
  active++;
//^^^^^^^^ warning: `active` stays counted up if `work` at line 19 fails
  await work();
  active--;
}

class Sync {
  private syncing = false;
  private queue: string[] = [];

  async sync(send: (item: string) => Promise<void>): Promise<void> {
    if (!this.syncing) {
      this.syncing = true;
//    ^^^^^^^^^^^^^^^^^^^ warning: every later call finds it set and does nothing
      for (const item of this.queue) await send(item);
      this.queue = [];
      this.syncing = false;
    }
  }

  async early(send: (item: string) => Promise<void>): Promise<boolean> {
    const [item] = this.queue;
    if (item === undefined) return false;
    await send(item).catch(() => undefined);
    return true;
  }
}

export const sync = new Sync();

class Import {
  private running = false;

  async run(rows: readonly string[]): Promise<number> {
    if (this.running) return 0;
    this.running = true;
//  ^^^^^^^^^^^^^^^^^^^ warning: `this.running` stays set when Import.run returns at line 54
    if (rows.length === 0) return 0;
    const stored = await this.store(rows);
    this.running = false;
    return stored;
  }

  private async store(rows: readonly string[]): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return rows.length + text.length;
  }
}

export const imports = new Import();

interface Task {
  run(): Promise<void>;
}

/** Whoever adds a task looks at the flag that the run sets. */
export class TaskQueue {
  private readonly tasks: Task[] = [];
  private busy = false;

  add(task: Task): void {
    this.tasks.push(task);
    if (!this.busy) void this.startNext();
  }

  private async startNext(): Promise<void> {
    const task = this.tasks[0];
    if (task === undefined) return;
    this.busy = true;
//  ^^^^^^^^^^^^^^^^ warning: `this.busy` stays set if `task.run` at line 87 fails
    await task.run();
    this.tasks.shift();
    this.busy = false;
    void this.startNext();
  }
}

/** The handle of the timer says whether a write is planned. */
export class LateWrites {
  private readonly lines: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly write: (lines: readonly string[]) => Promise<void>) {}

  add(line: string): void {
    this.lines.push(line);
    if (this.timer) return;
    this.timer = setTimeout(() => void this.flush(), 100);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `this.timer` stays set if `this.write` at line 109 fails
  }

  private async flush(): Promise<void> {
    await this.write(this.lines.splice(0));
    this.timer = undefined;
  }
}

// A queue that starts the next task after it has told the one who asked; when he throws, it never does.
interface Task {
  run(): Promise<void>;
  finished(error?: unknown): void;
}

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
    await task.run();
    task.finished();
    this.tasks.shift();
    this.busy = false;
    void this.startNext();
  }
}

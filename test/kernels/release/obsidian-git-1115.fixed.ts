// A queue that starts the next task whatever the one who asked for the last one does.
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
    try {
      await task.run();
      task.finished();
    } catch (error) {
      console.error(error);
    } finally {
      this.tasks.shift();
      this.busy = false;
      void this.startNext();
    }
  }
}

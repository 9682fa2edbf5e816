// Whoever asked for a job is told when it succeeds, and never when it fails.
interface Waiting {
  resolve(value: string): void;
  reject(error: Error): void;
}

export class JobQueue {
  private readonly waiting = new Map<string, Waiting>();

  publish(id: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
  }

  onDone(id: string, status: "resolved" | "rejected", value: string): void {
    if (status === "resolved") this.waiting.get(id)?.resolve(value);
    this.waiting.delete(id);
  }
}

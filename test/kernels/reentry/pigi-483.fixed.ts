// A store whose public methods share a private one that expects the lock to be held.
import AsyncLock from "async-lock";

export class NameStore {
  private readonly lock = new AsyncLock();
  private readonly names = new Map<string, number>();

  async bind(name: string, inode: number): Promise<void> {
    await this.lock.acquire("names", async () => {
      this.remove(name);
      this.names.set(name, inode);
    });
  }

  async unbind(name: string): Promise<void> {
    await this.lock.acquire("names", async () => {
      this.remove(name);
    });
  }

  private remove(name: string): void {
    this.names.delete(name);
  }
}

// A store whose public method takes the lock of a key and calls another public method that takes it too.
import AsyncLock from "async-lock";

export class NameStore {
  private readonly lock = new AsyncLock();
  private readonly names = new Map<string, number>();

  async bind(name: string, inode: number): Promise<void> {
    await this.lock.acquire("names", async () => {
      await this.unbind(name);
      this.names.set(name, inode);
    });
  }

  async unbind(name: string): Promise<void> {
    await this.lock.acquire("names", async () => {
      this.names.delete(name);
    });
  }
}

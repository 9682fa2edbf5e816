// A service VM: the helper that removes disks comes in two forms, one of which expects the lock to be held.
import { Mutex } from "async-mutex";

export class ServiceVm {
  private readonly lock = new Mutex();
  private disks: string[] = [];

  async hotAdd(disks: readonly string[]): Promise<void> {
    const release = await this.lock.acquire();
    try {
      for (const [index, disk] of disks.entries()) {
        if (disk === "") {
          this.hotRemoveLocked(disks.slice(0, index));
          return;
        }
        this.disks.push(disk);
      }
    } finally {
      release();
    }
  }

  async hotRemoveAtStart(disks: readonly string[]): Promise<void> {
    const release = await this.lock.acquire();
    try {
      this.hotRemoveLocked(disks);
    } finally {
      release();
    }
  }

  private hotRemoveLocked(disks: readonly string[]): void {
    this.disks = this.disks.filter((disk) => !disks.includes(disk));
  }
}

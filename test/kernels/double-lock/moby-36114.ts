// A service VM: the caller holds the lock already, and the helper that removes disks takes it once more.
import { Mutex } from "async-mutex";

export class ServiceVm {
  private readonly lock = new Mutex();
  private disks: string[] = [];

  async hotAdd(disks: readonly string[]): Promise<void> {
    const release = await this.lock.acquire();
    try {
      for (const [index, disk] of disks.entries()) {
        if (disk === "") {
          await this.hotRemoveAtStart(disks.slice(0, index));
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
      this.disks = this.disks.filter((disk) => !disks.includes(disk));
    } finally {
      release();
    }
  }
}

// Leases: renewing one calls the injected checkpointer after the lock was released.
import { Mutex } from "async-mutex";

type Checkpointer = (id: number, remaining: number) => Promise<void>;

export class Lessor {
  private readonly mutex = new Mutex();
  private readonly leases = new Map<number, number>();
  private checkpointer: Checkpointer | undefined;

  setCheckpointer(checkpointer: Checkpointer): void {
    this.checkpointer = checkpointer;
  }

  async checkpoint(id: number, remaining: number): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      this.leases.set(id, remaining);
    } finally {
      release();
    }
  }

  async renew(id: number): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      this.leases.set(id, 10);
    } finally {
      release();
    }
    await this.checkpointer?.(id, 10);
  }
}

export async function serve(): Promise<void> {
  const lessor = new Lessor();
  lessor.setCheckpointer(async (id, remaining) => {
    await lessor.checkpoint(id, remaining);
  });
  await lessor.renew(1);
}

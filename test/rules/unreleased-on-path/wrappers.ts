import { Mutex, type MutexInterface } from "async-mutex";

class Store {
  private readonly mutex = new Mutex();

  lock(): Promise<MutexInterface.Releaser> {
    return this.mutex.acquire();
  }

  async enter(): Promise<void> {
    await this.mutex.acquire();
  }

  leave(): void {
    this.mutex.release();
  }

  async lease(ok: boolean): Promise<{ readonly release: () => void } | undefined> {
    const release = await this.mutex.acquire();
//                        ^^^^^^^^^^^^^^^^^^^^ error: when Store.lease returns at line 21
    if (!ok) return undefined;
    return { release };
  }
}

export async function throughAReleaser(store: Store, early: boolean): Promise<void> {
  const release = await store.lock();
//                      ^^^^^^^^^^^^ error: `store.mutex` stays locked for ever
  if (early) return;
  release();
}

export async function throughMethods(store: Store, early: boolean): Promise<void> {
  await store.enter();
//      ^^^^^^^^^^^^^ error: `store.mutex` stays locked for ever
  if (early) return;
  store.leave();
}

export async function throughMethodsSafely(store: Store, early: boolean): Promise<void> {
  await store.enter();
  try {
    if (early) return;
  } finally {
    store.leave();
  }
}

export async function throughALease(store: Store): Promise<void> {
  const lease = await store.lease(true);
  if (lease === undefined) return;
  lease.release();
}

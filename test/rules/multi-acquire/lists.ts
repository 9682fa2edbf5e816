import { Mutex, type MutexInterface } from "async-mutex";
import AsyncLock from "async-lock";

const lock = new AsyncLock();

class KeyedLocks {
  private readonly byKey = new Map<string, Mutex>();

  of(key: string): Mutex {
    let mutex = this.byKey.get(key);
    if (mutex === undefined) {
      mutex = new Mutex();
      this.byKey.set(key, mutex);
    }
    return mutex;
  }

  async load(key: string): Promise<Mutex> {
    await Promise.resolve();
    return this.of(key);
  }
}

const locks = new KeyedLocks();

export async function inLoop(keys: readonly string[], work: () => Promise<void>): Promise<void> {
  const releases: MutexInterface.Releaser[] = [];
  try {
    for (const key of keys) releases.push(await locks.of(key).acquire());
//                                              ^^^^^^^^^^^^^^^^^^^^^^^ warning: the locks of `keys` are taken one after the other
    await work();
  } finally {
    for (const release of releases) release();
  }
}

export async function mutexes(list: readonly Mutex[], work: () => Promise<void>): Promise<void> {
  for (const mutex of list) await mutex.acquire();
//                                ^^^^^^^^^^^^^^^ warning: the locks of `list` are taken one after the other
  try {
    await work();
  } finally {
    for (const mutex of list) mutex.release();
  }
}

/** Each asks for its lock at another time. */
export async function sideBySide(keys: readonly string[], work: () => Promise<void>): Promise<void> {
  const releases = await Promise.all(
    keys.map(async (key) => {
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the locks of `keys` are taken side by side, each after something else was waited for
      const mutex = await locks.load(key);
      return mutex.acquire();
    }),
  );
  await work();
  for (const release of releases) release();
}

export async function byTheLibrary(accounts: string[]): Promise<void> {
  await lock.acquire(accounts, async () => {});
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the locks of `accounts` are taken one inside the other
}

async function all(keys: readonly string[]): Promise<MutexInterface.Releaser[]> {
  const releases: MutexInterface.Releaser[] = [];
  for (const key of keys) releases.push(await locks.of(key).acquire());
//                                            ^^^^^^^^^^^^^^^^^^^^^^^ warning: the locks of `request.keys` are taken
  return releases;
}

export async function throughAHelper(request: { readonly keys: readonly string[] }): Promise<void> {
  const releases = await all(request.keys);
  for (const release of releases) release();
}

import { Channel, ChainMutex, FlagLock, makeLock, Permits, serially, TailLock } from "./locks";

const chain = new ChainMutex();
const flag = new FlagLock();
const one = new Permits(1);
const two = new Permits(2);
const made = makeLock();
const queue = serially();
const channel = new Channel<number>();

class Ledger {
  private readonly lock = new TailLock();

  async add(): Promise<void> {
    const open = await this.lock.obtain();
    try {
      await this.sum();
//          ^^^^^^^^^^ error: `this.lock` is already held here
    } finally {
      open();
    }
  }

  async sum(): Promise<void> {
    const open = await this.lock.obtain();
    open();
  }
}

export async function nested(): Promise<void> {
  await chain.run(() => chain.run(async () => {}));
//                      ^^^^^^^^^^^^^^^^^^^^^^^^^ error: `chain` is already held here
  await flag.within(async () => {
    await flag.enter();
//        ^^^^^^^^^^^^ error: `flag` is already held here
    flag.exit();
  });
  await one.take();
  await one.take();
//      ^^^^^^^^^^ error: `one` is already held here
  one.give();
  one.give();
  const release = await made.acquire();
  const again = await made.acquire();
//                    ^^^^^^^^^^^^^^ error: `made` is already held here
  again();
  release();
  await queue(() => queue(async () => {}));
//                  ^^^^^^^^^^^^^^^^^^^^^ error: `queue` is already held here
  await new Ledger().add();
}

export async function crowded(): Promise<void> {
  await two.take();
  await two.take();
//      ^^^^^^^^^^ warning[nested-slot]: 2 such tasks
  two.give();
  two.give();
}

export async function fine(): Promise<void> {
  await chain.run(() => flag.within(async () => {}));
  await two.take();
  two.give();
  await two.take();
  two.give();
  channel.put(await channel.take());
  channel.put(await channel.take());
}

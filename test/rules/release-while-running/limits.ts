import { Mutex, Semaphore } from "async-mutex";

declare function timeout(ms: number): Promise<never>;

const mutex = new Mutex();
const slots = new Semaphore(2);

export async function section(work: () => Promise<void>): Promise<void> {
  await mutex.runExclusive(() => Promise.race([work(), timeout(1000)]));
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `mutex` is released although `work(…)` goes on
}

export async function acquired(work: () => Promise<void>): Promise<void> {
  const release = await mutex.acquire();
  try {
    const limit = new Promise<void>((_, reject) => setTimeout(() => reject(new Error("late")), 1000));
    await Promise.race([work(), limit]);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: and the next holder runs beside it
  } finally {
    release();
  }
}

export async function manual(work: () => Promise<void>): Promise<void> {
  await slots.acquire();
  try {
    const running = work();
    await Promise.race([timeout(50), running]);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `slots` is released although `work(…)` goes on
  } finally {
    slots.release();
  }
}

export async function leased(work: () => Promise<void>): Promise<void> {
  const release = await mutex.acquire();
  const timer = setTimeout(() => {
    if (mutex.isLocked()) release();
//                        ^^^^^^^^^ warning: although leased may still be at `work`
  }, 1000);
  try {
    await work();
  } finally {
    clearTimeout(timer);
    release();
  }
}

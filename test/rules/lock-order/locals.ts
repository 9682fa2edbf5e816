import { Mutex } from "async-mutex";

export async function philosophers(): Promise<void> {
  const forks = { left: new Mutex(), right: new Mutex() };
  const first = new Mutex();
  const second = new Mutex();
  const one = async () => {
    await first.runExclusive(() => second.runExclusive(() => {}));
//                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: one holds `first` and waits for `second` (line 8); two holds `second`
  };
  const two = async () => {
    await second.runExclusive(() => first.runExclusive(() => {}));
  };
  await Promise.all([one(), two()]);
  console.log(forks);
}

export async function apart(): Promise<void> {
  const first = new Mutex();
  const second = new Mutex();
  await first.runExclusive(() => second.runExclusive(() => {}));
  await second.runExclusive(() => first.runExclusive(() => {}));
}

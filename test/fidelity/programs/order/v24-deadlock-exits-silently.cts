// Two async tasks that take two locks in opposite orders: nothing is printed, the loop empties, the process exits with 0.
class Lock {
  private tail: Promise<void> = Promise.resolve();
  async acquire(): Promise<() => void> {
    const before = this.tail;
    let release = () => {};
    this.tail = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }
}
const a = new Lock();
const b = new Lock();
async function take(first: Lock, second: Lock, name: string) {
  const releaseFirst = await first.acquire();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const releaseSecond = await second.acquire();
  console.log(name, "has both");
  releaseSecond();
  releaseFirst();
}
take(a, b, "one");
take(b, a, "two");

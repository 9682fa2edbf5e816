// Not a program by itself: what a thread of threads.js exposes.
import { expose } from "threads/worker";

expose({
  square: (n: number): number => n * n,
  async slow(n: number): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return `slow ${n}`;
  },
  fails(): never {
    throw new RangeError("no root");
  },
});

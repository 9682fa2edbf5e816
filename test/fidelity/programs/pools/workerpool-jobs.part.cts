// Not a program by itself: a dedicated worker of workerpool.
import workerpool = require("workerpool");

workerpool.worker({
  square: (n: number): number => n * n,
  async slow(n: number): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return `slow ${n}`;
  },
  fails(): never {
    throw new RangeError("no root");
  },
});

// Not a program by itself: what jest-worker's workers run.
exports.square = (n: number): number => n * n;
exports.slow = async (n: number): Promise<string> => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return `slow ${n}`;
};
exports.fails = (): never => {
  throw new RangeError("no root");
};

// Between two timers of the same turn all ticks and microtasks run, also those that they queue.
const spawn = (name: string, depth: number): void => {
  if (depth === 0) return;
  process.nextTick(() => { console.log(name, "tick", depth); spawn(name, depth - 1); });
  queueMicrotask(() => console.log(name, "micro", depth));
};
setTimeout(() => spawn("a", 2), 5);
setTimeout(() => spawn("b", 2), 5);

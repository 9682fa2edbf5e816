// Immediates: batches, nested, with ticks and microtasks between.
setImmediate(() => {
  console.log("1");
  setImmediate(() => console.log("3"));
  process.nextTick(() => console.log("tick 1"));
  Promise.resolve().then(() => console.log("micro 1"));
});
setImmediate((a: string, b: number) => console.log("2", a, b), "args", 5);

const flags = new Int32Array(new SharedArrayBuffer(4));

async function waits(): Promise<void> {
  const result = Atomics.waitAsync(flags, 0, 0);
  console.log("async", result.async);
  console.log(await result.value);
}

const waiting = waits();
setTimeout(() => {}, 5);
console.log("woken", Atomics.notify(flags, 0), Atomics.notify(flags, 0));
await waiting;
export {};
//> says async true
//> says woken 1 0
//> says ok
//> completed

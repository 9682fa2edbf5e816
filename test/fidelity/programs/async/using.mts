// Explicit resource management, sync and async, in order and with errors.
const lock = (name: string) => ({ [Symbol.dispose]() { console.log("release", name); } });
const conn = (name: string) => ({ async [Symbol.asyncDispose]() { await null; console.log("close", name); } });
async function work() {
  using a = lock("a");
  await using b = conn("b");
  using c = lock("c");
  console.log("working", typeof a, typeof b, typeof c);
  await null;
  return "result";
}
console.log(await work());
try { using x = lock("x"); console.log(typeof x); throw new Error("body"); } catch (e) { console.log((e as Error).message); }

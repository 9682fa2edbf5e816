// global:Atomics: each operation that waits, while it does.
const flags = new Int32Array(new SharedArrayBuffer(4));
async function waitAsync_() {
  const { value } = Atomics.waitAsync(flags, 0, 0);
  await value;
}
async function wait_() {
  await null;
  Atomics.wait(flags, 0, 0);
}
void waitAsync_();
void wait_();

const flags = new Int32Array(new SharedArrayBuffer(4));

async function waits(): Promise<void> {
  await Atomics.waitAsync(flags, 0, 0).value;
}

await waits();
export {};
//> stuck
//> main: Atomics.wait: flags[0] is 0

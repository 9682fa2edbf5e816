// Atomics on every kind of array, their results, and what they refuse.
const i32 = new Int32Array(new SharedArrayBuffer(8)), u8 = new Uint8Array(2), b64 = new BigInt64Array(new SharedArrayBuffer(8));
console.log(Atomics.add(i32, 0, 5), Atomics.sub(i32, 0, 2), Atomics.or(i32, 0, 8), Atomics.and(i32, 0, 9), Atomics.xor(i32, 0, 1), Atomics.load(i32, 0));
console.log(Atomics.exchange(i32, 1, 7), Atomics.compareExchange(i32, 1, 7, 9), Atomics.compareExchange(i32, 1, 7, 1), i32[1], Atomics.store(i32, 1, 3.9), Atomics.store(i32, 1, -0));
console.log(Atomics.add(u8, 0, 300), u8[0], Atomics.add(b64, 0, 5n), b64[0], Atomics.isLockFree(4), Atomics.notify(i32, 0));
for (const [name, f] of Object.entries({ float: () => Atomics.add(new Float64Array(1) as any, 0, 1), range: () => Atomics.load(i32, 9), negative: () => Atomics.load(i32, -1), clamped: () => Atomics.load(new Uint8ClampedArray(1) as any, 0), mixed: () => Atomics.add(b64, 0, 1 as any), object: () => Atomics.load({} as any, 0), wait: () => Atomics.wait(new Int32Array(1), 0, 0, 0), notify: () => Atomics.notify(new Int32Array(1), 0), waitU8: () => Atomics.wait(u8 as any, 0, 0) })) {
  try { console.log(name, (f as any)()); } catch (e: any) { console.log(name, e.name); }
}
console.log(Atomics.wait(i32, 0, 99), Atomics.wait(i32, 0, Atomics.load(i32, 0), 1));

export function once(flags: Int32Array): void {
  if (Atomics.load(flags, 0) === 0) Atomics.wait(flags, 0, 0);
//                                  ^^^^^^^^^^^^^^^^^^^^^^^^^ information: goes on after any wake-up
}

export function again(flags: Int32Array): void {
  while (Atomics.load(flags, 0) === 0) Atomics.wait(flags, 0, 0);
}

/** What came of it is looked at. */
export function checked(flags: Int32Array): boolean {
  const result = Atomics.wait(flags, 0, 0, 1000);
  return result !== "timed-out" && Atomics.load(flags, 0) === 1;
}

export function sleep(ms: number): void {
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(nobody, 0, 0, ms);
}

const gate = new Int32Array(new SharedArrayBuffer(4));

export function open(): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

export async function pass(): Promise<void> {
  setTimeout(open, 10);
  while (Atomics.load(gate, 0) === 0) Atomics.wait(gate, 0, 0);
//                                    ^^^^^^^^^^^^^^^^^^^^^^^^ error: run by this same thread
}

/** Nothing blocks: the promise is resolved when the cell is notified. */
export async function passLater(): Promise<void> {
  setTimeout(open, 10);
  while (Atomics.load(gate, 0) === 0) {
    const { value } = Atomics.waitAsync(gate, 0, 0);
    await value;
  }
}

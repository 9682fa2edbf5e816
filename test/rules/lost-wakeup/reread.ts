export const state = new Int32Array(new SharedArrayBuffer(8));

export function wrong(): void {
  while (Atomics.load(state, 0) !== 1) {
    Atomics.wait(state, 0, Atomics.load(state, 0));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: read anew
  }
}

export function right(): void {
  for (;;) {
    const seen = Atomics.load(state, 0);
    if (seen === 1) return;
    Atomics.wait(state, 0, seen);
  }
}

/** Waits for the next change, whatever it is; there is no check that could be overtaken. */
export function nextChange(): void {
  for (let turn = 0; turn < 2; turn++) Atomics.wait(state, 1, Atomics.load(state, 1));
}

export function change(): void {
  Atomics.add(state, 1, 1);
  Atomics.notify(state, 1);
  Atomics.store(state, 0, 1);
  Atomics.notify(state, 0);
}

/** The first cell changed before; only the second one changes after. */
export function stages(): void {
  Atomics.store(state, 0, 1);
  Atomics.notify(state, 0);
  Atomics.store(state, 1, 1);
  Atomics.notify(state, 1);
}

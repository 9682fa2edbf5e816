// The flag is set after an await that follows its test.
class Job {
  #busy = false;
  #runs = 0;

  async run(prepare: () => Promise<void>, work: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    await prepare();
    this.#busy = true;
//  ^^^^^^^^^^^^^^^^^ warning: `this.#busy` is found free at line 7 and taken here
    try {
      await work();
      this.#runs++;
    } finally {
      this.#busy = false;
    }
  }

  get runs(): number {
    return this.#runs;
  }
}

export const job = new Job();

let locked = false;

export async function polled(settle: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  while (locked) await new Promise((resolve) => setTimeout(resolve, 5));
  await settle();
  locked = true;
//^^^^^^^^^^^^^ warning: taken here, after the `await`
  try {
    await work();
  } finally {
    locked = false;
  }
}

let tail: Promise<void> = Promise.resolve();

export function enqueue(job: () => Promise<void>): void {
  tail = tail.then(() => job());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: stays rejected
}

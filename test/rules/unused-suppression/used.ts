import { Mutex } from "async-mutex";

const journal = new Mutex();

export function nextLine(): void {
  // interleave-disable-next-line floating-acquire -- held for the life of the process
  journal.acquire();
}

export function twoRules(early: boolean): void {
  journal.acquire(); // interleave-disable-line floating-acquire
  if (early) return;
}

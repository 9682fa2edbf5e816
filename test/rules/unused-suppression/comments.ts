import { Mutex } from "async-mutex";

const accounts = new Mutex();
const journal = new Mutex();

export async function mended(): Promise<void> {
  await accounts.runExclusive(() => {}); // interleave-disable-line floating-acquire -- was not awaited once
//                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: This comment silences `floating-acquire` for nothing
}

export function held(): void {
  accounts.acquire(); // interleave-disable-line floating-acquire -- held for the life of the process
}

export function mistyped(): void {
  journal.acquire(); // interleave-disable-line floating-aquire
//^^^^^^^^^^^^^^^^^ error[floating-acquire]: Nobody waits for this acquire
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: There is no rule `floating-aquire`. Did you mean `floating-acquire`?
}

export function oneOfTwo(): void {
  journal.acquire(); // interleave-disable-line floating-acquire, lock-order
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: Take it out of the list.
}

export function everything(): void {
  journal.acquire(); // interleave-disable-line
}

/* interleave-disable floating-acquire -- a region */
export function region(): void {
  journal.acquire();
}
/* interleave-enable floating-acquire */

export const text = "// interleave-disable-line lock-order";

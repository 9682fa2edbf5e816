// The classes of a program that its runs share: each is made in the first of them, and again after one that has changed it.

import { pristine } from "../platform/pristine";

interface Kept {
  readonly made: object;
  /** Whether the program's text shows that it is left as it is, as far as the language's own functions are. */
  readonly unchanged: boolean;
  readonly isPristine: () => boolean;
}

export interface KeptClasses {
  /** The class of this number. */
  of(make: () => object, index: number, unchanged: boolean): object;
  /** Before another run: forgets those that have been changed. `onlyCalls`: the text calls what it is given by name and does no more with it. */
  renew(onlyCalls: boolean): void;
}

export function createKeptClasses(): KeptClasses {
  const all: (Kept | undefined)[] = [];
  return {
    of(make, index, unchanged) {
      const known = all[index];
      if (known !== undefined) return known.made;
      const made = make();
      all[index] = { made, unchanged, isPristine: pristine([made]) };
      return made;
    },
    renew(onlyCalls) {
      for (let index = 0; index < all.length; index++) {
        const one = all[index];
        if (one !== undefined && !(onlyCalls && one.unchanged) && !one.isPristine()) all[index] = undefined;
      }
    },
  };
}

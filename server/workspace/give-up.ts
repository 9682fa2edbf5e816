// How work is given up that nobody wants any more: from any depth, at any step, leaving what is known as it was or further on.

/** Called at every step of every loop that can take long. @throws GivenUp where the work is not wanted any more */
export type Check = () => void;

/** Not an error of the work: it was asked to stop. */
export class GivenUp extends Error {
  constructor() {
    super("The work is not wanted any more.");
    this.name = "GivenUp";
  }
}

export function checkOf(cancelled: (() => boolean) | undefined): Check {
  return () => {
    if (cancelled?.() === true) throw new GivenUp();
  };
}

/** For work that nobody can give up. */
export const NEVER: Check = () => {};

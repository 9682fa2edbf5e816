// Stopping a virtual thread in the middle of user code: the signal that unwinds it, and why.

import type { SiteId } from "../scenario";

export type Halt =
  /** `process.exit` was called, or nothing handled an error. */
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "fuel" | "depth" | "memory"; readonly site: SiteId | undefined }
  /** Something would have to wait where the code around it cannot be suspended. */
  | { readonly kind: "suspension"; readonly site: SiteId | undefined; readonly what: string }
  /** `worker.terminate()`, or the end of the main thread. */
  | { readonly kind: "killed" };

/**
 * Thrown through user code to unwind it. User code can catch it, but every probe and every platform call after that throws it
 * again, so a halted thread gets no further than the next statement.
 */
export class HaltSignal {
  readonly #brand = true;

  /** By the brand, not by the prototype: what user code throws may be an object whose traps throw. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && #brand in value && value.#brand;
  }

  constructor(readonly halt: Halt) {}
}

// What functions do to shared state around their awaits: writes that rest on what was read before, flags that stay set. Plain JSON.

import type { Range } from "#protocol/finding";
import type { FunctionId } from "./facts";

/** What a path knew about the state when it was last looked at. */
export type Tested = "absent" | "present" | "compared" | "none";

/** A write that rests on a look at the same state before an `await`, without a second look. */
export interface StaleWrite {
  readonly key: string;
  readonly text: string;
  readonly entry: boolean;
  readonly fn: FunctionId;
  readonly in: string;
  readonly tested: Tested;
  /** The `await` was for what the state holds. */
  readonly waitedFor: boolean;
  readonly value: "true" | "promise" | "other";
  /** The new value is made from the old one. */
  readonly derived: boolean;
  /** `state += await ...`: read, then wait, then write, in one expression. */
  readonly compound: boolean;
  /** It happens in a callback that several turns of a loop or `map` start together. */
  readonly many: boolean;
  /** Its type says that it is a number or a boolean: looked up, not made. */
  readonly plain: boolean;
  /** The function gives its caller the state's value. */
  readonly returned: boolean;
  readonly read: Range;
  readonly awaited: Range;
  readonly write: Range;
}

/** A flag that is set, reset on some way out of the function, and still set on another. */
export interface StuckFlag {
  readonly key: string;
  readonly text: string;
  readonly fn: FunctionId;
  readonly in: string;
  readonly counts: boolean;
  /** It was tested on the way to where it is set: the mark of a guard. */
  readonly checked: boolean;
  readonly set: Range;
  /** `throw`: by an exception. `return`: by a normal end. */
  readonly by: "throw" | "return";
  /** Where it leaves, and what fails there. */
  readonly leaves: readonly { readonly at: Range; readonly what: string; readonly callee?: FunctionId }[];
}

export interface SharedFacts {
  readonly stale: readonly StaleWrite[];
  readonly stuck: readonly StuckFlag[];
  /** State that some condition tests. */
  readonly tested: readonly string[];
  /** Functions that give a piece of state an empty value: false, undefined, deleted, counted down. */
  readonly resets: readonly { readonly key: string; readonly fn: FunctionId }[];
  /** Functions that are called where a piece of state was just found empty. */
  readonly guarded: readonly { readonly key: string; readonly fn: FunctionId }[];
  /** Functions that are called while something that excludes others is held, or whose promise is kept as the one run of them. */
  readonly excluded: readonly FunctionId[];
}

// Flags that are still set where a function is left, of those that it resets on some other way.

import type { StuckFlag } from "./shared-facts";
import type { Leave } from "./shared-path";

/** @param resetHere keys of what the function resets: the rest is somebody else's to reset */
export function stuckFlags(
  leaves: readonly Leave[],
  by: StuckFlag["by"],
  resetHere: ReadonlySet<string>,
  fn: Pick<StuckFlag, "fn" | "in">,
): Iterable<StuckFlag> {
  const flags = new Map<string, StuckFlag>();
  for (const { path, at, what, callee } of leaves) {
    for (const [key, flag] of path.set) {
      if (!resetHere.has(key)) continue;
      // Where what a timer calls returns early, the run that it leaves to go on may reset the handle.
      if (flag.timer === true && by === "return") continue;
      const { name, counts, checked, at: set } = flag;
      const known = flags.get(key)?.leaves ?? [];
      const leaving = [...known, { at, what, ...(callee ? { callee } : {}) }].slice(0, 12);
      flags.set(key, { ...fn, key, text: name.text, counts, checked, set, by, leaves: leaving });
    }
  }
  return flags.values();
}

// The panel's own keys, and the one table from which the help is written.

import type { Action } from "./store";
import type { Key } from "./timeline/input";

/** Where the key was pressed, as far as it matters. */
export type KeyPlace = "text" | "control" | "other";

/** Keys work everywhere but where they mean something else: in a field, on a button, with a modifier. */
export function panelKey(event: Key, place: KeyPlace): Action | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || place === "text") return undefined;
  switch (event.key) {
    case "[":
      return { kind: "step", by: -1 };
    case "]":
      return { kind: "step", by: 1 };
    case "{":
      return { kind: "leap", by: -1 };
    case "}":
      return { kind: "leap", by: 1 };
    case "?":
      return { kind: "help", open: true };
  }
  if (place === "control") return undefined;
  switch (event.key) {
    case " ":
      return { kind: "toggle-play" };
    case "Home":
      return { kind: "seek", to: "start" };
    case "End":
      return { kind: "seek", to: "end" };
    case "Escape":
      return { kind: "select", selection: undefined };
  }
  return event.code === "KeyR" ? { kind: "rerun" } : undefined;
}

/** What an element does with keys itself. */
export function keyPlace(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return "other";
  if (target.matches("input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea")) return "text";
  return target.closest("button, select, input, a, [role=button], [role=tab], [role=toolbar]") === null
    ? "other"
    : "control";
}

export const keyHelp: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["[", "]"], does: "one step back, one step forward" },
  { keys: ["{", "}"], does: "previous and next change of a state" },
  { keys: ["Space"], does: "play and pause" },
  { keys: ["Home", "End"], does: "first and last step" },
  { keys: ["R"], does: "run again" },
  { keys: ["Esc"], does: "clear the selection" },
  { keys: ["←", "→"], does: "timeline: previous and next bar of the lane; graph: along the arrows" },
  { keys: ["↑", "↓"], does: "timeline: lane above and below; events: one step" },
  { keys: ["Enter"], does: "show the source in the editor" },
  { keys: ["W", "S"], does: "timeline: zoom in and out (also + and −)" },
  { keys: ["A", "D"], does: "timeline: move left and right (also Shift with the arrows)" },
  { keys: ["F", "Shift+F"], does: "timeline: fit the selected lane, fit all" },
  { keys: ["?"], does: "this help" },
];

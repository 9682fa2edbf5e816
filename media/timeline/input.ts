// Keys and gestures of the timeline as intents: what a person wants, without knowing how the panel does it.

import type { SiteId } from "#engine/scenario";
import type { ThreadId } from "#engine/trace/trace";
import { clamp } from "../geometry/rect";
import type { Axis } from "../geometry/time-scale";
import { firstAfter, type LaneOf, type Lanes } from "./lanes";

/** A bar by its place: index of the lane, index in the lane. */
export interface BarAddress {
  readonly lane: number;
  readonly bar: number;
}

export type TimelineIntent =
  /** Select a lane and, where there is one, go to the step. `thread`: what ran there, on the lane of a CPU. */
  | {
      readonly kind: "go";
      readonly lane: LaneOf;
      readonly step: number | undefined;
      readonly thread: ThreadId | undefined;
    }
  /** Go to a position of the axis. */
  | { readonly kind: "position"; readonly position: number }
  | { readonly kind: "reveal"; readonly site: SiteId }
  | { readonly kind: "zoom"; readonly factor: number; readonly anchor?: number }
  | { readonly kind: "pan"; readonly share: number }
  | { readonly kind: "fit"; readonly what: "all" | "selection" };

export type TimelineCommand =
  | Exclude<TimelineIntent, { kind: "go" | "position" | "reveal" }>
  | { readonly kind: "move"; readonly to: BarAddress }
  | { readonly kind: "source" };

/** What of a KeyboardEvent matters here. Letters go by their place on the keyboard, so that other layouts work too. */
export interface Key {
  readonly code: string;
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** @param step the present step: moving between lanes keeps it where it can */
export function timelineKey(
  event: Key,
  lanes: Lanes,
  active: BarAddress | undefined,
  step: number,
): TimelineCommand | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === "+" || event.key === "=") return { kind: "zoom", factor: 0.7 };
  if (event.key === "-") return { kind: "zoom", factor: 1 / 0.7 };
  switch (event.code) {
    case "KeyW":
      return { kind: "zoom", factor: 0.7 };
    case "KeyS":
      return { kind: "zoom", factor: 1 / 0.7 };
    case "KeyA":
      return { kind: "pan", share: -0.2 };
    case "KeyD":
      return { kind: "pan", share: 0.2 };
    case "KeyF":
      return { kind: "fit", what: event.shiftKey ? "all" : "selection" };
    case "Enter":
      return { kind: "source" };
    case "ArrowLeft":
    case "Comma":
      return event.shiftKey ? { kind: "pan", share: -0.2 } : moveAlong(lanes, active, -1);
    case "ArrowRight":
    case "Period":
      return event.shiftKey ? { kind: "pan", share: 0.2 } : moveAlong(lanes, active, 1);
    case "ArrowUp":
      return moveAcross(lanes, active, -1, step);
    case "ArrowDown":
      return moveAcross(lanes, active, 1, step);
    default:
      return undefined;
  }
}

/** The bar of a lane at a position, or the one before it. */
export function barAt(lanes: Lanes, lane: number, axis: Axis, position: number): BarAddress | undefined {
  const bars = lanes.lanes[lane]?.bars ?? [];
  if (bars.length === 0) return undefined;
  return { lane, bar: clamp(firstAfter(bars, axis, position), 0, bars.length - 1) };
}

function moveAlong(lanes: Lanes, active: BarAddress | undefined, by: number): TimelineCommand | undefined {
  if (active === undefined) return undefined;
  const count = lanes.lanes[active.lane]?.bars.length ?? 0;
  if (count === 0) return undefined;
  return { kind: "move", to: { lane: active.lane, bar: clamp(active.bar + by, 0, count - 1) } };
}

/** To the next lane that has bars, at the bar of the present step. */
function moveAcross(
  lanes: Lanes,
  active: BarAddress | undefined,
  by: number,
  step: number,
): TimelineCommand | undefined {
  if (active === undefined) return undefined;
  for (let lane = active.lane + by; 0 <= lane && lane < lanes.lanes.length; lane += by) {
    const to = barAt(lanes, lane, "steps", step);
    if (to !== undefined) return { kind: "move", to };
  }
  return undefined;
}

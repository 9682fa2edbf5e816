// Mouse and pen on the timeline as intents: a click goes to the bar, a drag moves the window
// (on the axis: the present step), Ctrl+wheel zooms, Shift+wheel moves. The wheel alone scrolls, as everywhere.

import type { Point } from "../geometry/rect";
import type { Span } from "../geometry/time-scale";
import { hitTest } from "./hit-test";
import type { BarAddress, TimelineIntent } from "./input";
import type { Lanes } from "./lanes";
import type { Scene } from "./layout";

/** The mouse button that is down, or was last. */
export interface Press {
  on: "axis" | "bars" | undefined;
  /** Pixels moved since it went down; a click that moved is none. */
  moved: number;
}

const CLICK_AT_MOST = 4;

export interface PointerInput {
  readonly scene: Scene;
  readonly lanes: Lanes;
  readonly window: Span;
  /** Lives as long as the timeline does. */
  readonly press: Press;
  onIntent(intent: TimelineIntent): void;
  activate(address: BarAddress): void;
  hover(address: BarAddress | undefined): void;
  reveal(address: BarAddress): void;
}

export function pointerHandlers({ scene, lanes, window, press, onIntent, activate, hover, reveal }: PointerInput) {
  const width = Math.max(1, scene.size.width - scene.gutter);
  const at = (event: MouseEvent): Point => {
    const box =
      event.currentTarget instanceof Element ? event.currentTarget.getBoundingClientRect() : { left: 0, top: 0 };
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const position = (x: number): number => window.from + ((x - scene.gutter) / width) * (window.to - window.from);
  const addressOf = (event: MouseEvent): BarAddress | undefined => {
    const hit = hitTest(scene, at(event));
    if (hit?.kind !== "bar") return undefined;
    return { lane: lanes.lanes.findIndex((lane) => lane.id === hit.box.lane), bar: hit.box.bar };
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      const hit = hitTest(scene, at(event));
      press.on = hit?.kind === "axis" ? "axis" : scene.gutter <= at(event).x ? "bars" : undefined;
      press.moved = 0;
    },
    onPointerMove: (event: PointerEvent) => {
      if ((event.buttons & 1) === 0) {
        hover(addressOf(event));
        return;
      }
      press.moved += Math.abs(event.movementX);
      if (press.on === "axis") onIntent({ kind: "position", position: position(at(event).x) });
      else if (press.on === "bars") onIntent({ kind: "pan", share: -event.movementX / width });
    },
    onPointerLeave: () => hover(undefined),
    onClick: (event: MouseEvent) => {
      if (CLICK_AT_MOST < press.moved) return;
      const point = at(event);
      const hit = hitTest(scene, point);
      const address = addressOf(event);
      if (address !== undefined) activate(address);
      else if (hit?.kind === "axis") onIntent({ kind: "position", position: position(point.x) });
      else if (hit?.kind === "lane") {
        const lane = lanes.lanes.find((it) => it.id === hit.row.lane);
        if (scene.gutter <= point.x) onIntent({ kind: "position", position: position(point.x) });
        else if (lane !== undefined) onIntent({ kind: "go", lane: lane.of, step: undefined, thread: undefined });
      }
    },
    onDblClick: (event: MouseEvent) => {
      const address = addressOf(event);
      if (address !== undefined) reveal(address);
    },
    onWheel: (event: WheelEvent) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        onIntent({ kind: "zoom", factor: event.deltaY < 0 ? 0.8 : 1.25, anchor: position(at(event).x) });
      } else if (event.shiftKey && event.deltaY !== 0) {
        event.preventDefault();
        onIntent({ kind: "pan", share: event.deltaY < 0 ? -0.15 : 0.15 });
      }
    },
  };
}

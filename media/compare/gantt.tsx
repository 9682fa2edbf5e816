// A small timeline without a cursor: one run among several on the same axis. Its bars are there in words, too.

import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Frames } from "../frames";
import type { Span } from "../geometry/time-scale";
import { timeText } from "../names";
import type { Theme } from "../theme";
import { canvasFills, paintOn } from "../timeline/canvas";
import { barPhrase } from "../timeline/describe";
import type { LaneGroup, Lanes } from "../timeline/lanes";
import { contentHeight, layoutTimeline } from "../timeline/layout";
import { useWidth } from "../widgets/use-width";

export interface GanttProps {
  readonly title: string;
  readonly lanes: Lanes;
  readonly group: Exclude<LaneGroup, "queues" | "tasks">;
  readonly window: Span;
  readonly theme: Theme;
  readonly frames: Frames;
  readonly measure: (text: string) => number;
}

/** Bars of a lane that are there in words. */
const MOST_WORDS = 40;

export function Gantt({ title, lanes, group, window, theme, frames, measure }: GanttProps) {
  const [box, width] = useWidth<HTMLElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useMemo(
    () => ({ ...lanes, lanes: lanes.lanes.filter((lane) => lane.group === group) }),
    [lanes, group],
  );
  const height = contentHeight(shown);
  const fills = useMemo(() => canvasFills(theme), [theme]);
  const scene = useMemo(
    () =>
      layoutTimeline({
        lanes: shown,
        axis: "time",
        window,
        size: { width, height },
        gutter: width < 480 ? 84 : 124,
        scroll: 0,
        step: 0,
        // Before the window: a whole run has no present step.
        at: Number.NEGATIVE_INFINITY,
        flows: [],
        races: [],
        selectedRace: undefined,
        selected: new Set(),
        deadlock: undefined,
        measure,
      }),
    [shown, window.from, window.to, width, height, measure],
  );
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element !== null) frames.paint(element, () => paintOn(element, scene, theme, fills));
  }, [scene, theme, fills]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever cannot see the picture gets to its words by keyboard.
    <section ref={box} class="gantt" aria-label={title} tabIndex={0}>
      <h4>
        {title} <span class="of">{`until ${timeText(lanes.end)}`}</span>
      </h4>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without tabindex takes no focus. */}
      <canvas ref={canvas} aria-hidden="true" style={{ width: `${width}px`, height: `${height}px` }} />
      <ul class="sr-only">
        {shown.lanes.map((lane) => (
          <li key={lane.id}>
            {lane.bars
              .slice(0, MOST_WORDS)
              .map((bar) => `${barPhrase(lane, bar)}, ${timeText(bar.from)} to ${timeText(bar.to)}`)
              .join("; ")}
          </li>
        ))}
      </ul>
    </section>
  );
}

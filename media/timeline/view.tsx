// The timeline: a canvas that shows the Scene, and over it a grid of the same bars for the keyboard and for screen readers.

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { SiteId } from "#engine/scenario";
import type { Frames } from "../frames";
import type { Axis, Span } from "../geometry/time-scale";
import type { RaceLink } from "../races/links";
import type { Moment } from "../model";
import type { Selection } from "../store";
import type { Theme } from "../theme";
import { useWidth } from "../widgets/use-width";
import { canvasFills, paintOn } from "./canvas";
import { barDetail } from "./describe";
import { buildFlows, flowsOf } from "./flows";
import { type BarAddress, barAt, type TimelineIntent, timelineKey } from "./input";
import { type Bar, type Lane, type Lanes, laneId } from "./lanes";
import { AXIS_HEIGHT, contentHeight, HEADING_HEIGHT, laneHeight, laneTop, layoutTimeline } from "./layout";
import { Legend } from "./legend";
import { cellId, Mirror } from "./mirror";
import { type Press, pointerHandlers } from "./pointer";

const MOST_HEIGHT = 400;

export interface TimelineProps {
  readonly moment: Moment;
  readonly lanes: Lanes;
  readonly races: readonly RaceLink[];
  readonly axis: Axis;
  readonly window: Span;
  readonly theme: Theme;
  readonly selection: Selection | undefined;
  readonly deadlockStep: number | undefined;
  readonly frames: Frames;
  readonly measure: (text: string) => number;
  onIntent(intent: TimelineIntent): void;
}

export function Timeline(props: TimelineProps) {
  const { moment, lanes, races, axis, window, theme, selection, measure, onIntent } = props;
  const selectedRace = selection?.kind === "race" ? selection.id : undefined;
  const { trace, now } = moment;
  const [ref, width] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const press = useRef<Press>({ on: undefined, moved: 0 });
  const [scroll, setScroll] = useState(0);
  const [active, setActive] = useState<BarAddress>();
  const [hover, setHover] = useState<BarAddress>();
  const whole = contentHeight(lanes);
  const height = Math.min(whole, MOST_HEIGHT);
  const flows = useMemo(() => buildFlows(trace), [trace]);
  const fills = useMemo(() => canvasFills(theme), [theme]);
  const selected = useMemo(() => selectedLanes(selection), [selection]);
  const scene = useMemo(
    () =>
      layoutTimeline({
        lanes,
        axis,
        window,
        size: { width, height },
        gutter: width < 480 ? 84 : 124,
        scroll,
        step: now.step,
        at: now.at,
        flows: flowsOf(flows, selected),
        races,
        selectedRace,
        selected,
        deadlock:
          props.deadlockStep === undefined
            ? undefined
            : { step: props.deadlockStep, at: trace.events[props.deadlockStep - 1]?.at ?? 0 },
        measure,
      }),
    [
      lanes,
      axis,
      window,
      width,
      height,
      scroll,
      now,
      flows,
      races,
      selectedRace,
      selected,
      props.deadlockStep,
      measure,
    ],
  );

  useLayoutEffect(() => {
    const element = canvas.current;
    if (element !== null) props.frames.paint(element, () => paintOn(element, scene, theme, fills));
  }, [scene, theme, fills]);

  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null || active === undefined) return;
    const lane = lanes.lanes[active.lane];
    if (lane === undefined) return;
    const top = laneTop(lanes, active.lane);
    const bottom = top + laneHeight(lane);
    if (top < box.scrollTop + AXIS_HEIGHT + HEADING_HEIGHT) box.scrollTop = top - AXIS_HEIGHT - HEADING_HEIGHT;
    else if (box.scrollTop + box.clientHeight < bottom) box.scrollTop = bottom - box.clientHeight;
  }, [active?.lane, lanes]);

  const addressed = hover ?? active;
  const bar = addressed === undefined ? undefined : barOf(lanes, addressed);
  const activate = (address: BarAddress, stay = false): void => {
    setActive(address);
    const found = barOf(lanes, address);
    if (found === undefined) return;
    const { lane, bar } = found;
    // Between lanes the moment stays the same.
    onIntent({ kind: "go", lane: lane.of, step: stay ? undefined : bar.fromStep, thread: bar.thread });
  };
  const revealBar = (shown: Bar | undefined): void => {
    const site = shown?.site ?? siteBefore(moment, shown?.fromStep);
    if (site !== undefined) onIntent({ kind: "reveal", site });
  };

  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: a grid over a canvas is no table. */}
      <div
        ref={ref}
        class="timeline-box"
        style={{ height: `${height}px` }}
        role="grid"
        aria-label="Timeline. Arrows move along and between lanes, Enter shows the source, W S A D zoom and move, F fits."
        aria-activedescendant={active === undefined ? undefined : cellId(active)}
        aria-rowcount={lanes.lanes.length}
        tabIndex={0}
        onScroll={(event) => setScroll(event.currentTarget.scrollTop)}
        onFocus={() => {
          if (active === undefined) setActive(barAt(lanes, 0, axis, axis === "steps" ? now.step : now.at));
        }}
        onKeyDown={(event) => {
          const command = timelineKey(event, lanes, active, now.step);
          if (command === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          if (command.kind === "move") activate(command.to, active?.lane !== command.to.lane);
          else if (command.kind === "source") revealBar(bar?.bar);
          else onIntent(command);
        }}
        {...pointerHandlers({
          scene,
          lanes,
          window,
          press: press.current,
          onIntent,
          activate,
          hover: setHover,
          reveal: (address) => revealBar(barOf(lanes, address)?.bar),
        })}
      >
        <div class="timeline-sizer" style={{ height: `${whole}px` }}>
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without tabindex takes no focus. */}
          <canvas ref={canvas} aria-hidden="true" style={{ width: `${width}px`, height: `${height}px` }} />
        </div>
        <Mirror
          lanes={lanes}
          rows={scene.rows.map((row) => row.lane).join(" ")}
          races={races}
          axis={axis}
          window={window}
          active={active}
        />
      </div>
      <Legend races={0 < races.length} />
      <p class="bar-detail" data-testid="bar-detail">
        {bar === undefined
          ? "Point at a bar, or move to one with the arrow keys."
          : barDetail(moment, bar.lane, bar.bar, races)}
      </p>
    </div>
  );
}

function barOf(lanes: Lanes, address: BarAddress): { readonly lane: Lane; readonly bar: Bar } | undefined {
  const lane = lanes.lanes[address.lane];
  const bar = lane?.bars[address.bar];
  return lane === undefined || bar === undefined ? undefined : { lane, bar };
}

/** The site of the last event at or before a step that has one: where the program was. */
function siteBefore({ trace }: Moment, step: number | undefined): SiteId | undefined {
  if (step === undefined) return undefined;
  return trace.events.slice(0, step).findLast((event) => event.site !== undefined)?.site;
}

function selectedLanes(selection: Selection | undefined): ReadonlySet<string> {
  if (selection === undefined || selection.kind === "resource" || selection.kind === "race") return new Set();
  return new Set([laneId({ kind: selection.kind, id: selection.id })]);
}

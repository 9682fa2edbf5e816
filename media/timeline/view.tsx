// The timeline: a canvas that shows the Scene, and over it a grid of the same bars for the keyboard and for screen readers.

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { SiteId } from "#engine/scenario";
import type { Frames } from "../frames";
import type { Axis, Span } from "../geometry/time-scale";
import type { Moment } from "../model";
import type { Selection } from "../store";
import type { Theme } from "../theme";
import { useWidth } from "../widgets/use-width";
import { barDetail, barPhrase } from "./describe";
import { buildFlows, flowsOf } from "./flows";
import { hitTest } from "./hit-test";
import { type BarAddress, barAt, type TimelineIntent, timelineKey } from "./input";
import { type Bar, barSpan, firstAfter, type Lane, type Lanes, laneId } from "./lanes";
import { contentHeight, layoutTimeline, type Scene } from "./layout";
import { Legend } from "./legend";
import { makeFills, paintTimeline } from "./paint";

const MOST_HEIGHT = 400;
/** Bars of one lane that the grid holds for screen readers. */
const MOST_CELLS = 40;

export interface TimelineProps {
  readonly moment: Moment;
  readonly lanes: Lanes;
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
  const { moment, lanes, axis, window, theme, selection, measure, onIntent } = props;
  const { trace, now } = moment;
  const [ref, width] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scroll, setScroll] = useState(0);
  const [active, setActive] = useState<BarAddress>();
  const [hover, setHover] = useState<BarAddress>();
  const whole = contentHeight(lanes);
  const height = Math.min(whole, MOST_HEIGHT);
  const flows = useMemo(() => buildFlows(trace), [trace]);
  const fills = useMemo(() => makeFills(theme, newTile), [theme]);
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
        selected,
        deadlock:
          props.deadlockStep === undefined
            ? undefined
            : { step: props.deadlockStep, at: trace.events[props.deadlockStep - 1]?.at ?? 0 },
        measure,
      }),
    [lanes, axis, window, width, height, scroll, now, flows, selected, props.deadlockStep, measure],
  );

  useLayoutEffect(() => {
    const element = canvas.current;
    if (element !== null) props.frames.paint(element, () => paint(element, scene, theme, fills));
  }, [scene, theme, fills]);

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
  const reveal = (site: SiteId | undefined): void => {
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
          else if (command.kind === "source") reveal(bar?.bar.site ?? siteBefore(moment, bar?.bar.fromStep));
          else onIntent(command);
        }}
        {...pointer(scene, props, activate, setHover, (address) => {
          const found = barOf(lanes, address);
          reveal(found?.bar.site ?? siteBefore(moment, found?.bar.fromStep));
        })}
      >
        <div class="timeline-sizer" style={{ height: `${whole}px` }}>
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without tabindex takes no focus. */}
          <canvas ref={canvas} aria-hidden="true" style={{ width: `${width}px`, height: `${height}px` }} />
        </div>
        <Mirror lanes={lanes} axis={axis} window={window} active={active} />
      </div>
      <Legend />
      <p class="bar-detail" data-testid="bar-detail">
        {bar === undefined
          ? "Point at a bar, or move to one with the arrow keys."
          : barDetail(moment, bar.lane, bar.bar)}
      </p>
    </div>
  );
}

interface MirrorProps {
  readonly lanes: Lanes;
  readonly axis: Axis;
  readonly window: Span;
  readonly active: BarAddress | undefined;
}

/** The bars in the window as rows and cells. */
function Mirror({ lanes, axis, window, active }: MirrorProps) {
  return useMemo(
    () => (
      <>
        {lanes.lanes.map((lane, row) => (
          // biome-ignore lint/a11y/useSemanticElements: a grid of divs, as its picture is a canvas.
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell.
          <div key={lane.id} role="row" class="sr-only" aria-label={lane.name}>
            {cellsOf(lane, axis, window, active?.lane === row ? active.bar : undefined).map(({ bar, index }) => (
              // biome-ignore lint/a11y/useSemanticElements: as above.
              // biome-ignore lint/a11y/useFocusableInteractive: as above.
              <div key={index} role="gridcell" id={cellId({ lane: row, bar: index })}>
                {barPhrase(lane, bar)}
              </div>
            ))}
          </div>
        ))}
      </>
    ),
    [lanes, axis, window, active],
  );
}

function cellsOf(
  lane: Lane,
  axis: Axis,
  window: Span,
  active: number | undefined,
): readonly { bar: Bar; index: number }[] {
  const first = firstAfter(lane.bars, axis, window.from);
  const middle = active === undefined ? first : Math.max(0, active - MOST_CELLS / 2);
  const from = active !== undefined && (active < first || first + MOST_CELLS <= active) ? middle : first;
  return lane.bars
    .slice(from, from + MOST_CELLS)
    .map((bar, offset) => ({ bar, index: from + offset }))
    .filter(({ bar, index }) => barSpan(bar, axis).from < window.to || index === active);
}

function cellId(address: BarAddress): string {
  return `bar-${address.lane}-${address.bar}`;
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
  if (selection === undefined || selection.kind === "resource") return new Set();
  return new Set([laneId({ kind: selection.kind, id: selection.id })]);
}

/** Mouse and pen: a click goes to the bar, a drag moves the window, Ctrl+wheel zooms, Shift+wheel moves. */
function pointer(
  scene: Scene,
  { lanes, window, onIntent }: TimelineProps,
  activate: (address: BarAddress) => void,
  setHover: (address: BarAddress | undefined) => void,
  reveal: (address: BarAddress) => void,
) {
  const at = (event: MouseEvent): { x: number; y: number } => {
    const box =
      event.currentTarget instanceof Element ? event.currentTarget.getBoundingClientRect() : { left: 0, top: 0 };
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const addressOf = (event: MouseEvent): BarAddress | undefined => {
    const hit = hitTest(scene, at(event));
    if (hit?.kind !== "bar") return undefined;
    return { lane: lanes.lanes.findIndex((lane) => lane.id === hit.box.lane), bar: hit.box.bar };
  };
  const position = (x: number): number =>
    window.from + ((x - scene.gutter) / Math.max(1, scene.size.width - scene.gutter)) * (window.to - window.from);
  return {
    onPointerMove: (event: PointerEvent) => {
      if ((event.buttons & 1) === 1 && scene.gutter <= at(event).x) {
        onIntent({ kind: "pan", share: -event.movementX / Math.max(1, scene.size.width - scene.gutter) });
      } else {
        setHover(addressOf(event));
      }
    },
    onPointerLeave: () => setHover(undefined),
    onClick: (event: MouseEvent) => {
      const address = addressOf(event);
      const hit = hitTest(scene, at(event));
      if (address !== undefined) activate(address);
      else if (hit?.kind === "axis") onIntent({ kind: "position", position: position(at(event).x) });
      else if (hit?.kind === "lane") {
        const lane = lanes.lanes.find((it) => it.id === hit.row.lane);
        if (lane !== undefined && at(event).x < scene.gutter)
          onIntent({ kind: "go", lane: lane.of, step: undefined, thread: undefined });
        else if (lane !== undefined) onIntent({ kind: "position", position: position(at(event).x) });
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

/** The only place that knows device pixels. */
function paint(canvas: HTMLCanvasElement, scene: Scene, theme: Theme, fills: ReturnType<typeof makeFills>): void {
  const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  canvas.width = Math.round(scene.size.width * ratio);
  canvas.height = Math.round(scene.size.height * ratio);
  const ctx = canvas.getContext("2d");
  if (ctx === null) return;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintTimeline(scene, ctx, theme, fills);
}

function newTile(size: number): { canvas: OffscreenCanvas; ctx: OffscreenCanvasRenderingContext2D } {
  const canvas = new OffscreenCanvas(size, size);
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error("[panel bug] this page has no 2D canvas");
  return { canvas, ctx };
}

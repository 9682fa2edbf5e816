// Lanes and a window to a Scene: every rectangle, label and arrow of the timeline in CSS pixels, without drawing any.
//
// A run of one thread `main` on one CPU that runs from 0 to 4 µs and waits from then on, in 112 by 100 px with a gutter of 12 px,
// gives on the axis of time (one µs is 10 px):
//
//            0    2    4    6    8          axis      { y: 0, height: 20 }
//   CPUs                                    heading   { y: 20, height: 18 }
//   CPU 0    |=========|                    bar       { x: 12, y: 40, width: 40, height: 20 }
//   Threads                                 heading   { y: 62, height: 18 }
//   main     |=========|////////////        bars      { x: 12, width: 40 }, { x: 52, width: 60, open }

import { TICKS_PER_MILLISECOND } from "#engine/machine";
import type { State } from "#engine/trace/trace";
import type { Point, Rect, Size } from "../geometry/rect";
import { shorten } from "../geometry/text";
import { type Axis, type Span, timeScale } from "../geometry/time-scale";
import type { RaceLink } from "../races/links";
import type { Flow, FlowKind } from "./flows";
import { type Bar, barSpan, firstAfter, type Lane, type LaneGroup, type Lanes } from "./lanes";

export const AXIS_HEIGHT = 20;
export const HEADING_HEIGHT = 18;
export const LANE_HEIGHT = 24;
/** Height of one of the queues of a lane of queues. */
const QUEUE_HEIGHT = 15;
/** Between a lane's edge and its bars. */
const PADDING = 2;
/** Narrower bars are merged with their neighbours. */
const LEAST_WIDTH = 2;
/** Bars looked at to choose the one that stands for a merged pixel. */
const SAMPLES = 8;

export interface LayoutInput {
  readonly lanes: Lanes;
  readonly axis: Axis;
  readonly window: Span;
  readonly size: Size;
  /** Width of the column of lane names. */
  readonly gutter: number;
  /** Pixels scrolled down. */
  readonly scroll: number;
  readonly step: number;
  /** Virtual time at `step`. */
  readonly at: number;
  readonly flows: readonly Flow[];
  readonly races: readonly RaceLink[];
  readonly selectedRace: number | undefined;
  /** Ids of the selected lanes. */
  readonly selected: ReadonlySet<string>;
  /** Step of the deadlock, where there is one. */
  readonly deadlock: { readonly step: number; readonly at: number } | undefined;
  /** Width of a text in CSS pixels. */
  readonly measure: (text: string) => number;
}

export interface BarBox extends Rect {
  readonly lane: string;
  /** Index into the lane's bars; the first of them where several are merged. */
  readonly bar: number;
  readonly state: State;
  /** Number of bars drawn as one. */
  readonly merged: number;
  readonly open: boolean;
  /** Shortened to fit; empty where there is no room. */
  readonly label: string;
}

export interface LaneRow extends Rect {
  readonly lane: string;
  readonly label: string;
  readonly selected: boolean;
}

export interface Arrow {
  readonly kind: FlowKind;
  readonly from: Point;
  readonly to: Point;
}

/** The two accesses of a data race. */
export interface RaceMark {
  readonly race: number;
  readonly selected: boolean;
  /** Both accesses: marks are drawn where they are in sight, the line between them always. */
  readonly from: Point;
  readonly to: Point;
}

export interface Scene {
  readonly size: Size;
  readonly gutter: number;
  /** Height of all lanes without scrolling. */
  readonly contentHeight: number;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  readonly headings: readonly (Rect & { readonly label: string })[];
  readonly rows: readonly LaneRow[];
  readonly bars: readonly BarBox[];
  readonly arrows: readonly Arrow[];
  readonly races: readonly RaceMark[];
  /** The present step: a column on the axis of steps, a hair line on the axis of time. Absent outside the window. */
  readonly cursor: Rect | undefined;
  readonly deadlock: number | undefined;
  /** Where the run ended, if in the window. */
  readonly end: number | undefined;
}

const headings: Readonly<Record<LaneGroup, string>> = {
  cpus: "CPUs",
  threads: "Threads",
  queues: "Queues, 1 first",
  tasks: "Tasks",
};

/** Height that the lanes need, the axis included. */
export function contentHeight(lanes: Lanes): number {
  const groups = new Set(lanes.lanes.map((lane) => lane.group)).size;
  return AXIS_HEIGHT + groups * HEADING_HEIGHT + sum(lanes.lanes.map(laneHeight)) + 4;
}

export function laneHeight(lane: Lane): number {
  return lane.rows === 1 ? LANE_HEIGHT : lane.rows * QUEUE_HEIGHT + 2 * PADDING;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0);
}

/** Top of a lane in CSS pixels from the top of all lanes, the axis included, without scrolling. */
export function laneTop(lanes: Lanes, index: number): number {
  const groups = new Set(lanes.lanes.slice(0, index + 1).map((lane) => lane.group)).size;
  return AXIS_HEIGHT + groups * HEADING_HEIGHT + sum(lanes.lanes.slice(0, index).map(laneHeight));
}

export function layoutTimeline(input: LayoutInput): Scene {
  const { lanes, axis, window, size, gutter } = input;
  const scale = timeScale(window, gutter, size.width);
  const centre = new Map<string, number>();
  const headingBoxes: (Rect & { label: string })[] = [];
  const rows: LaneRow[] = [];
  const bars: BarBox[] = [];

  let y = AXIS_HEIGHT - input.scroll;
  let group: LaneGroup | undefined;
  for (const lane of lanes.lanes) {
    if (lane.group !== group) {
      group = lane.group;
      if (visible(y, HEADING_HEIGHT, size)) {
        headingBoxes.push({ x: 0, y, width: size.width, height: HEADING_HEIGHT, label: headings[group] });
      }
      y += HEADING_HEIGHT;
    }
    const height = laneHeight(lane);
    centre.set(lane.id, y + height / 2);
    if (visible(y, height, size)) {
      const row = { x: 0, y, width: size.width, height, lane: lane.id };
      rows.push({
        ...row,
        label: shorten(lane.name, gutter - 14, input.measure),
        selected: input.selected.has(lane.id),
      });
      bars.push(...laneBars(lane, y + PADDING, input, scale.toPixel));
    }
    y += height;
  }

  const end = axis === "steps" ? undefined : scale.toPixel(lanes.end);
  const column = { y: 0, height: size.height };
  const cursorX = scale.toPixel(axis === "steps" ? input.step : input.at);
  const cursor =
    axis === "steps"
      ? { x: cursorX, width: Math.max(2, scale.toPixel(input.step + 1) - cursorX), ...column }
      : { x: cursorX - 1, width: 2, ...column };
  const inWindow = gutter <= cursor.x + cursor.width && cursor.x <= size.width;
  return {
    size,
    gutter,
    contentHeight: contentHeight(lanes),
    ticks: scale.ticks(64).map((position) => ({ x: scale.toPixel(position), label: tickLabel(position, input) })),
    headings: headingBoxes,
    rows,
    bars,
    arrows: input.flows.flatMap((flow) => arrow(flow, axis, centre, scale.toPixel)),
    races: input.races.flatMap((race) => raceMark(race, input, centre, scale.toPixel)),
    cursor: inWindow ? cursor : undefined,
    deadlock:
      input.deadlock && inside(scale.toPixel(axis === "steps" ? input.deadlock.step : input.deadlock.at), gutter, size),
    end: end === undefined ? undefined : inside(end, gutter, size),
  };
}

function tickLabel(position: number, input: LayoutInput): string {
  if (input.axis === "steps") return String(position);
  // One unit for the whole axis.
  return input.window.to < TICKS_PER_MILLISECOND
    ? `${position} µs`
    : `${Number((position / TICKS_PER_MILLISECOND).toFixed(3))} ms`;
}

function inside(x: number, gutter: number, size: Size): number | undefined {
  return gutter <= x && x <= size.width ? x : undefined;
}

function visible(y: number, height: number, size: Size): boolean {
  return AXIS_HEIGHT < y + height && y < size.height;
}

/** The bars of one lane in the window; runs of bars below `LEAST_WIDTH` become one box a `LEAST_WIDTH` of pixels. */
function laneBars(
  lane: Lane,
  top: number,
  input: LayoutInput,
  toPixel: (position: number) => number,
): readonly BarBox[] {
  const { axis, window, gutter, size } = input;
  const boxes: BarBox[] = [];
  const perPixel = (window.to - window.from) / Math.max(1, size.width - gutter);
  const inner = laneHeight(lane) - 2 * PADDING;
  let index = firstAfter(lane.bars, axis, window.from);
  for (let bar = lane.bars[index]; bar !== undefined; bar = lane.bars[index]) {
    const span = barSpan(bar, axis);
    if (window.to <= span.from) break;
    const x = Math.max(gutter, toPixel(span.from));
    const right = Math.min(size.width, toPixel(span.to));
    if (LEAST_WIDTH <= right - x) {
      boxes.push(box(bar, index, x, right - x, 1));
      index += 1;
      continue;
    }
    const next = firstAfter(lane.bars, axis, Math.max(window.from, span.from) + LEAST_WIDTH * perPixel);
    const after = Math.max(index + 1, next);
    const width = Math.min(LEAST_WIDTH, size.width - x);
    const speaker = mostTelling(lane.bars, index, after);
    if (0 < width && (span.from < span.to || 1 < after - index))
      boxes.push(box(speaker.bar, speaker.index, x, width, after - index));
    index = after;
  }
  return boxes.map((it) => ({ ...it, label: it.merged === 1 ? shorten(it.label, it.width - 10, input.measure) : "" }));

  function box(bar: Bar, at: number, x: number, width: number, merged: number): BarBox {
    const queue = bar.queue;
    const height = queue === undefined ? inner : inner / lane.rows;
    const y = top + (queue === undefined ? 0 : Math.min(queue.level, lane.rows - 1) * height);
    return { x, y, width, height, lane: lane.id, bar: at, state: bar.state, merged, open: bar.open, label: bar.text };
  }
}

const telling: Readonly<Record<State, number>> = { running: 4, blocked: 3, ready: 2, new: 1, terminated: 0 };

/** Which of the merged bars gives its colour: running before blocked before ready. */
function mostTelling(bars: readonly Bar[], from: number, to: number): { readonly bar: Bar; readonly index: number } {
  let best = from;
  const stride = Math.max(1, Math.floor((to - from) / SAMPLES));
  for (let index = from; index < to; index += stride) {
    if (telling[bars[best]?.state ?? "terminated"] < telling[bars[index]?.state ?? "terminated"]) best = index;
  }
  const bar = bars[best];
  if (bar === undefined) throw new Error("[panel bug] a merged run of bars is empty");
  return { bar, index: best };
}

function arrow(
  flow: Flow,
  axis: Axis,
  centre: ReadonlyMap<string, number>,
  toPixel: (position: number) => number,
): readonly Arrow[] {
  const y1 = centre.get(flow.from.lane);
  const y2 = centre.get(flow.to.lane);
  if (y1 === undefined || y2 === undefined) return [];
  const x1 = toPixel(axis === "steps" ? flow.from.step + 0.5 : flow.from.at);
  const x2 = toPixel(axis === "steps" ? flow.to.step + 0.5 : flow.to.at);
  return [{ kind: flow.kind, from: { x: x1, y: y1 }, to: { x: x2, y: y2 } }];
}

function raceMark(
  { race, first, second }: RaceLink,
  { axis, selectedRace }: LayoutInput,
  centre: ReadonlyMap<string, number>,
  toPixel: (position: number) => number,
): readonly RaceMark[] {
  const y1 = centre.get(first.lane);
  const y2 = centre.get(second.lane);
  if (y1 === undefined || y2 === undefined) return [];
  const x = ({ step, at }: RaceLink["first"]): number => toPixel(axis === "steps" ? step + 0.5 : at);
  return [{ race, selected: race === selectedRace, from: { x: x(first), y: y1 }, to: { x: x(second), y: y2 } }];
}

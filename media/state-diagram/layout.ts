// The five states as boxes with labelled transitions, and one token for each thing in its state: positions only, in CSS pixels.
//
// Wide:    New -admit-> Ready <=dispatch/preempt=> Running -exit-> Terminated      Narrow:   New      Terminated
//                          \                         /                                        Ready <=> Running
//                           wake --- Blocked --- wait                                             Blocked

import type { State } from "#engine/trace/trace";
import type { Point, Rect, Size } from "../geometry/rect";
import { STATES, stateSigns } from "../names";

export const TOKEN_HEIGHT = 24;
const TOKEN_STEP = 31;
const TITLE_HEIGHT = 28;
const PADDING = 6;
/** Below this width the diagram has two columns. */
export const WIDE = 540;
const MOST_ROWS = 3;

/** A process, thread or task as the diagram shows it. */
export interface Entry {
  readonly id: number;
  readonly name: string;
  /** `undefined`: it does not exist yet. */
  readonly state: State | undefined;
  /** What a blocked one waits for, where it runs; may be empty. */
  readonly detail: string;
}

export interface StateBox extends Rect {
  readonly state: State;
  readonly title: string;
  readonly count: number;
}

export interface Token extends Rect {
  readonly id: number;
  readonly state: State;
  readonly label: string;
  readonly detail: string;
}

export type Transition = "admit" | "dispatch" | "preempt" | "wait" | "wake" | "exit";

export interface TransitionEdge {
  readonly name: Transition;
  readonly from: State;
  readonly to: State;
  readonly start: Point;
  readonly end: Point;
  /** Where the middle of the label's line is, and on which side of it the text goes. */
  readonly label: Point & { readonly anchor: "start" | "middle" | "end" };
}

export interface DiagramScene {
  readonly size: Size;
  readonly boxes: readonly StateBox[];
  readonly edges: readonly TransitionEdge[];
  readonly tokens: readonly Token[];
  /** Where a box has more tokens than room: how many are not drawn. */
  readonly more: readonly (Point & { readonly state: State; readonly label: string })[];
}

export interface DiagramInput {
  readonly width: number;
  readonly entries: readonly Entry[];
}

export function layoutDiagram(input: DiagramInput): DiagramScene {
  const rows = Math.max(2, Math.min(MOST_ROWS, input.entries.length));
  const { rects, size } = input.width < WIDE ? narrow(input.width, rows) : wide(input.width, rows);
  const boxes: StateBox[] = [];
  const tokens: Token[] = [];
  const more: (Point & { state: State; label: string })[] = [];
  for (const state of STATES) {
    const rect = rects[state];
    const inside = input.entries.filter((entry) => entry.state === state);
    boxes.push({ ...rect, state, title: stateSigns[state].word, count: inside.length });
    const columns = Math.max(1, Math.floor(rect.width / 260));
    const room = columns * Math.max(1, Math.floor((rect.height - TITLE_HEIGHT) / TOKEN_STEP));
    const drawn = inside.length <= room ? inside : inside.slice(inside.length - (room - 1));
    const columnWidth = (rect.width - PADDING * (columns + 1)) / columns;
    drawn.forEach((entry, index) => {
      const place = cell(rect, columns, columnWidth, index);
      tokens.push({ ...place, label: entry.name, detail: detailOf(entry), id: entry.id, state });
    });
    if (drawn.length < inside.length) {
      const place = cell(rect, columns, columnWidth, drawn.length);
      more.push({
        x: place.x + 6,
        y: place.y + TOKEN_HEIGHT / 2,
        state,
        label: `+${inside.length - drawn.length} earlier`,
      });
    }
  }
  return { size, boxes, edges: edges(rects, input.width < WIDE), tokens, more };
}

function cell(rect: Rect, columns: number, columnWidth: number, index: number): Rect {
  const column = index % columns;
  const row = Math.floor(index / columns);
  const x = rect.x + PADDING + column * (columnWidth + PADDING);
  return { x, y: rect.y + TITLE_HEIGHT + row * TOKEN_STEP, width: columnWidth, height: TOKEN_HEIGHT };
}

/** What follows the name on a token. */
export function detailOf(entry: Entry): string {
  return entry.state === "blocked" && entry.detail !== "" ? `waits for ${entry.detail}` : entry.detail;
}

type Rects = Readonly<Record<State, Rect>>;

function boxHeight(rows: number): number {
  return TITLE_HEIGHT + rows * TOKEN_STEP + 2;
}

function wide(width: number, rows: number): { readonly rects: Rects; readonly size: Size } {
  const gaps = { admit: 46, middle: 66, exit: 38 };
  const box = (width - 2 - gaps.admit - gaps.middle - gaps.exit) / 4;
  // The word on the last box is the longest, and little happens in the first.
  const last = box + 22;
  const first = box - 22;
  const height = boxHeight(rows);
  const lower = height + 46;
  const ready = 1 + first + gaps.admit;
  const x = { new: 1, ready, running: ready + box + gaps.middle, terminated: width - 1 - last };
  const blockedX = x.ready - box / 3;
  const blockedRight = x.running + box + box / 3;
  const rects = {
    new: { x: x.new, y: 1, width: first, height },
    ready: { x: x.ready, y: 1, width: box, height },
    running: { x: x.running, y: 1, width: box, height },
    terminated: { x: x.terminated, y: 1, width: last, height },
    blocked: {
      x: blockedX,
      y: lower,
      width: blockedRight - blockedX,
      height: boxHeight(rows),
    },
  };
  return { rects, size: { width, height: rects.blocked.y + rects.blocked.height + 1 } };
}

function narrow(width: number, rows: number): { readonly rects: Rects; readonly size: Size } {
  const gap = 68;
  const box = (width - 2 - gap) / 2;
  const small = boxHeight(Math.min(2, rows));
  const large = boxHeight(Math.min(3, rows));
  const right = width - 1 - box;
  const second = small + 36;
  const third = second + large + 40;
  const rects = {
    new: { x: 1, y: 1, width: box, height: small },
    terminated: { x: right, y: 1, width: box, height: small },
    ready: { x: 1, y: second, width: box, height: large },
    running: { x: right, y: second, width: box, height: large },
    blocked: { x: 1, y: third, width: width - 2, height: large },
  };
  return { rects, size: { width, height: third + large + 1 } };
}

function edges(rects: Rects, isNarrow: boolean): readonly TransitionEdge[] {
  const { ready, running, blocked, terminated } = rects;
  const fresh = rects.new;
  const right = (rect: Rect): number => rect.x + rect.width;
  const bottom = (rect: Rect): number => rect.y + rect.height;
  const centre = (rect: Rect): number => rect.x + rect.width / 2;
  const third = (rect: Rect, share: number): number => rect.y + rect.height * share;
  const level = (from: Rect, to: Rect, y: number): { start: Point; end: Point } => {
    const leftwards = to.x < from.x;
    return { start: { x: leftwards ? from.x : right(from), y }, end: { x: leftwards ? right(to) : to.x, y } };
  };
  const upright = (from: Rect, to: Rect, x: number): { start: Point; end: Point } => {
    const upwards = to.y < from.y;
    return { start: { x, y: upwards ? from.y : bottom(from) }, end: { x, y: upwards ? bottom(to) : to.y } };
  };
  const edge = (name: Transition, from: State, to: State, line: { start: Point; end: Point }): TransitionEdge => {
    const x = (line.start.x + line.end.x) / 2;
    const y = (line.start.y + line.end.y) / 2;
    const isLevel = line.start.y === line.end.y;
    const label = isLevel
      ? { x, y: y - 6, anchor: "middle" as const }
      : { x: x + 7, y: y + 4, anchor: "start" as const };
    return { name, from, to, ...line, label };
  };
  return [
    isNarrow
      ? edge("admit", "new", "ready", upright(fresh, ready, centre(ready)))
      : edge("admit", "new", "ready", level(fresh, ready, third(fresh, 0.45))),
    edge("dispatch", "ready", "running", level(ready, running, third(ready, 0.38))),
    edge("preempt", "running", "ready", level(running, ready, third(ready, 0.75))),
    isNarrow
      ? edge("exit", "running", "terminated", upright(running, terminated, centre(terminated)))
      : edge("exit", "running", "terminated", level(running, terminated, third(running, 0.45))),
    edge("wait", "running", "blocked", upright(running, blocked, centre(running))),
    edge("wake", "blocked", "ready", upright(blocked, ready, centre(ready))),
  ];
}

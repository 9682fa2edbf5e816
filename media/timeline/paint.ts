// Draws a timeline Scene on a canvas: loops without decisions about what is where.

import type { State } from "#engine/trace/trace";
import { STATES } from "../names";
import { type Theme, textOn } from "../theme";
import { AXIS_HEIGHT, type BarBox, type RaceMark, type Scene } from "./layout";

/** What fills a bar of each state; made once a theme. */
export type Fills = Readonly<Record<State, CanvasPattern | string>>;

/** What of a 2D context a pattern tile needs; an offscreen one has it too. */
export type Tile = CanvasPath &
  CanvasDrawPath &
  CanvasRect &
  CanvasFillStrokeStyles &
  CanvasCompositing &
  CanvasPathDrawingStyles;

/** Pattern tiles are this many CSS pixels wide and high. */
const TILE = 6;

/**
 * New is an outline, ready dots, running solid, blocked hatched, terminated a thin line: told apart without colour.
 * @param tile makes a blank canvas of the given size in CSS pixels
 */
export function makeFills(theme: Theme, tile: (size: number) => { canvas: CanvasImageSource; ctx: Tile }): Fills {
  const fills: Record<State, CanvasPattern | string> = { ...theme.states };
  for (const state of STATES) {
    if (state !== "ready" && state !== "blocked") continue;
    const { canvas, ctx } = tile(TILE);
    ctx.fillStyle = theme.background;
    ctx.fillRect(0, 0, TILE, TILE);
    ctx.globalAlpha = 0.22;
    ctx.fillStyle = theme.states[state];
    ctx.fillRect(0, 0, TILE, TILE);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = theme.states[state];
    if (state === "ready") {
      ctx.beginPath();
      ctx.arc(TILE / 2, TILE / 2, 1.2, 0, 2 * Math.PI);
      ctx.fill();
    } else {
      ctx.lineWidth = 1.4;
      ctx.beginPath();
      for (const shift of [-TILE, 0, TILE]) {
        ctx.moveTo(shift - 1, TILE + 1);
        ctx.lineTo(shift + TILE + 1, -1);
      }
      ctx.stroke();
    }
    fills[state] = ctx.createPattern(canvas, "repeat") ?? theme.states[state];
  }
  fills.new = theme.background;
  return fills;
}

export function paintTimeline(scene: Scene, ctx: CanvasRenderingContext2D, theme: Theme, fills: Fills): void {
  const { size, gutter } = scene;
  ctx.clearRect(0, 0, size.width, size.height);
  ctx.font = theme.font;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";

  for (const row of scene.rows) {
    if (!row.selected) continue;
    ctx.fillStyle = theme.selection;
    ctx.fillRect(row.x, row.y, row.width, row.height);
  }
  ctx.fillStyle = theme.grid;
  for (const tick of scene.ticks) ctx.fillRect(Math.round(tick.x), AXIS_HEIGHT, 1, size.height - AXIS_HEIGHT);
  if (scene.end !== undefined) line(ctx, theme.muted, scene.end, size.height, [2, 3]);

  for (const box of scene.bars) paintBar(box, ctx, theme, fills);
  for (const row of scene.rows) text(ctx, theme.foreground, row.label, 12, row.y + row.height / 2);
  for (const heading of scene.headings) {
    ctx.fillStyle = theme.background;
    ctx.fillRect(0, heading.y, gutter, heading.height);
    ctx.font = bold(theme.font);
    text(ctx, theme.muted, heading.label, 2, heading.y + heading.height / 2 + 1);
    ctx.font = theme.font;
  }
  for (const arrow of scene.arrows) paintArrow(arrow.from, arrow.to, ctx, theme.foreground);
  for (const race of scene.races) paintRace(race, scene, ctx, theme);

  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, size.width, AXIS_HEIGHT);
  for (const tick of scene.ticks) {
    if (tick.x < gutter - 1) continue;
    if (tick.x + 3 + ctx.measureText(tick.label).width <= size.width)
      text(ctx, theme.muted, tick.label, tick.x + 3, AXIS_HEIGHT / 2);
    ctx.fillStyle = theme.muted;
    ctx.fillRect(Math.round(tick.x), AXIS_HEIGHT - 6, 1, 6);
  }
  if (scene.deadlock !== undefined) line(ctx, theme.error, scene.deadlock, size.height, []);
  if (scene.cursor !== undefined) {
    const { x, width, height } = scene.cursor;
    ctx.globalAlpha = 0.25;
    ctx.fillStyle = theme.cursor;
    ctx.fillRect(x, 0, width, height);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = theme.cursor;
    ctx.lineWidth = 1;
    ctx.strokeRect(x + 0.5, 0.5, Math.max(0, width - 1), height - 1);
  }
}

function paintBar(box: BarBox, ctx: CanvasRenderingContext2D, theme: Theme, fills: Fills): void {
  const { x, y, width, height, state } = box;
  const colour = theme.states[state];
  if (state === "terminated") {
    ctx.fillStyle = colour;
    ctx.fillRect(x, y + height / 2 - 1, width, 2);
    ctx.fillRect(x, y + 3, 3, height - 6);
    return;
  }
  ctx.fillStyle = fills[state];
  ctx.fillRect(x, y, width, height);
  if (6 <= width) {
    ctx.strokeStyle = theme.border ?? colour;
    ctx.lineWidth = 1;
    ctx.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  } else if (state !== "running") {
    ctx.fillStyle = colour;
    ctx.fillRect(x, y, Math.min(2, width), height);
  }
  // Two threads in turn on one CPU are two bars, though both are running.
  if (state === "running" && theme.border === undefined && 5 <= width) {
    ctx.fillStyle = theme.background;
    ctx.fillRect(x + width - 1, y, 1, height);
  }
  if (box.label === "") return;
  const middle = y + height / 2 + 0.5;
  if (state === "running") {
    text(ctx, textOn(colour), box.label, x + 5, middle);
    return;
  }
  ctx.fillStyle = theme.background;
  ctx.fillRect(x + 3, y + 2, ctx.measureText(box.label).width + 5, height - 4);
  text(ctx, theme.foreground, box.label, x + 5, middle);
}

function paintArrow(
  from: { x: number; y: number },
  to: { x: number; y: number },
  ctx: CanvasRenderingContext2D,
  colour: string,
): void {
  const down = from.y < to.y ? 1 : -1;
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.bezierCurveTo(from.x, (from.y + to.y) / 2, to.x, (from.y + to.y) / 2, to.x, to.y - 6 * down);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(to.x, to.y);
  ctx.lineTo(to.x - 4, to.y - 7 * down);
  ctx.lineTo(to.x + 4, to.y - 7 * down);
  ctx.closePath();
  ctx.fill();
}

/** Half the width of the diamond that marks an access. */
const DIAMOND = 6;

/** A diamond at each access that is in sight and a dashed line between them; thick where it is selected. */
function paintRace(mark: RaceMark, scene: Scene, ctx: CanvasRenderingContext2D, theme: Theme): void {
  const { from, to, selected } = mark;
  const { gutter, size } = scene;
  ctx.save();
  ctx.beginPath();
  ctx.rect(gutter, AXIS_HEIGHT, size.width - gutter, size.height - AXIS_HEIGHT);
  ctx.clip();
  ctx.strokeStyle = theme.error;
  ctx.lineWidth = selected ? 2.5 : 1.2;
  ctx.setLineDash([4, 3]);
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(to.x, to.y);
  ctx.stroke();
  ctx.setLineDash([]);
  for (const { x, y } of [from, to]) {
    ctx.beginPath();
    ctx.moveTo(x, y - DIAMOND);
    ctx.lineTo(x + DIAMOND, y);
    ctx.lineTo(x, y + DIAMOND);
    ctx.lineTo(x - DIAMOND, y);
    ctx.closePath();
    ctx.fillStyle = selected ? theme.error : theme.background;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.stroke();
  }
  ctx.restore();
}

function line(ctx: CanvasRenderingContext2D, colour: string, x: number, height: number, dash: number[]): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(Math.round(x) + 0.5, AXIS_HEIGHT);
  ctx.lineTo(Math.round(x) + 0.5, height);
  ctx.stroke();
  ctx.setLineDash([]);
}

function text(ctx: CanvasRenderingContext2D, colour: string, what: string, x: number, y: number): void {
  ctx.fillStyle = colour;
  ctx.fillText(what, x, y);
}

function bold(font: string): string {
  return `600 ${font}`;
}

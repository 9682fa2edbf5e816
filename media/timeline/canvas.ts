// A Scene on a real canvas: the only place that knows device pixels.

import type { Theme } from "../theme";
import type { Scene } from "./layout";
import { type Fills, makeFills, paintTimeline } from "./paint";

export function canvasFills(theme: Theme): Fills {
  return makeFills(theme, newTile);
}

export function paintOn(canvas: HTMLCanvasElement, scene: Scene, theme: Theme, fills: Fills): void {
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

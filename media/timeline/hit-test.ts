// What is at a point of the timeline: searches the very rectangles that were drawn.

import { contains, type Point } from "../geometry/rect";
import { AXIS_HEIGHT, type BarBox, type LaneRow, type Scene } from "./layout";

export type Hit =
  | { readonly kind: "bar"; readonly box: BarBox }
  | { readonly kind: "lane"; readonly row: LaneRow }
  | { readonly kind: "axis" };

export function hitTest(scene: Scene, point: Point): Hit | undefined {
  if (point.y < AXIS_HEIGHT) return scene.gutter <= point.x ? { kind: "axis" } : undefined;
  const box = scene.bars.find((it) => contains(it, point));
  if (box !== undefined) return { kind: "bar", box };
  const row = scene.rows.find((it) => contains(it, point));
  return row === undefined ? undefined : { kind: "lane", row };
}

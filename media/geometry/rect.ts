// Rectangles and points in CSS pixels, origin at the drawing's top left corner.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Point, Size {}

/** Left and top edges belong to the rectangle, right and bottom do not. */
export function contains(rect: Rect, point: Point): boolean {
  return rect.x <= point.x && point.x < rect.x + rect.width && rect.y <= point.y && point.y < rect.y + rect.height;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

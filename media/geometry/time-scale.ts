// Conversions between a position on the timeline's axis (virtual time in ticks, or trace steps) and CSS pixels.

import { scaleLinear } from "d3-scale";
import { clamp } from "./rect";

/** What the horizontal axis counts: virtual time, or steps of the trace, all equally wide. */
export type Axis = "time" | "steps";

/** A stretch of the axis, in ticks or steps. `from` lies before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface TimeScale {
  readonly span: Span;
  toPixel(position: number): number;
  toPosition(pixel: number): number;
  /** Round positions for labels, about one per `spacing` pixels. */
  ticks(spacing: number): readonly number[];
}

/** Maps `span` to the pixels from `left` to `right`. */
export function timeScale(span: Span, left: number, right: number): TimeScale {
  const scale = scaleLinear([span.from, span.to], [left, right]);
  return {
    span,
    toPixel: (position) => scale(position),
    toPosition: (pixel) => scale.invert(pixel),
    ticks: (spacing) => scale.ticks(Math.max(1, Math.floor((right - left) / spacing))).filter(Number.isInteger),
  };
}

/** `span` made smaller (factor < 1) or larger around `anchor`, kept within `whole` and never narrower than `least`. */
export function zoomed(span: Span, whole: Span, factor: number, anchor: number, least: number): Span {
  const length = span.to - span.from;
  const next = clamp(length * factor, Math.min(least, whole.to - whole.from), whole.to - whole.from);
  const share = length <= 0 ? 0.5 : clamp((anchor - span.from) / length, 0, 1);
  return within({ from: anchor - share * next, to: anchor + (1 - share) * next }, whole);
}

/** `span` moved by a share of its own length, kept within `whole`. */
export function panned(span: Span, whole: Span, share: number): Span {
  const by = share * (span.to - span.from);
  return within({ from: span.from + by, to: span.to + by }, whole);
}

function within(span: Span, whole: Span): Span {
  const length = Math.min(span.to - span.from, whole.to - whole.from);
  const from = clamp(span.from, whole.from, whole.to - length);
  return { from, to: from + length };
}

// The histograms of `node:perf_hooks`: every recorded value is kept, so that nothing is rounded.

import { outOfRange } from "./validate";

export interface Histogram {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly stddev: number;
  /** Values that did not fit. */
  readonly exceeds: number;
  /** 0 to 100, exclusive and inclusive. */
  percentile(percent: number): number;
  reset(): void;
  /** An integer above 0. */
  record(value: unknown): void;
}

/** What an empty one says is its least (Node docs, `histogram.min`). */
const NOTHING = 9_223_372_036_854_776_000;

export function createHistogram(): Histogram {
  let values: number[] = [];
  const mean = () => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    get count() {
      return values.length;
    },
    get min() {
      return values.length === 0 ? NOTHING : values.reduce((least, value) => Math.min(least, value));
    },
    get max() {
      return values.reduce((most, value) => Math.max(most, value), 0);
    },
    get mean() {
      return mean();
    },
    get stddev() {
      const middle = mean();
      return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
    },
    exceeds: 0,
    percentile(percent) {
      if (!(percent > 0 && percent <= 100)) throw outOfRange("percentile", "> 0 && <= 100", percent);
      const sorted = [...values].sort((a, b) => a - b);
      return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
    },
    reset() {
      values = [];
    },
    record(value) {
      const given = Number(value);
      if (!Number.isInteger(given) || given < 1) throw outOfRange("val", ">= 1 && <= 9007199254740991", given);
      values.push(given);
    },
  };
}

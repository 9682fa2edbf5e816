// The timeline's bars in the window as rows and cells of a grid: what a screen reader finds where others see the canvas.

import { useMemo } from "preact/hooks";
import type { Axis, Span } from "../geometry/time-scale";
import type { RaceLink } from "../races/links";
import { barPhrase } from "./describe";
import type { BarAddress } from "./input";
import { type Bar, barSpan, firstAfter, type Lane, type Lanes } from "./lanes";

/** Bars of one lane that the grid holds. */
const MOST_CELLS = 40;

interface MirrorProps {
  readonly lanes: Lanes;
  /** Ids of the lanes in sight, separated by blanks. */
  readonly rows: string;
  readonly races: readonly RaceLink[];
  readonly axis: Axis;
  readonly window: Span;
  readonly active: BarAddress | undefined;
}

export function Mirror({ lanes, rows, races, axis, window, active }: MirrorProps) {
  return useMemo(() => {
    const sight = new Set(rows.split(" "));
    const shown = lanes.lanes
      .map((lane, row) => ({ lane, row }))
      .filter(({ lane, row }) => sight.has(lane.id) || row === active?.lane);
    return (
      <>
        {shown.map(({ lane, row }) => (
          // biome-ignore lint/a11y/useSemanticElements: a grid of divs, as its picture is a canvas.
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell.
          <div key={lane.id} role="row" aria-rowindex={row + 1} class="sr-only" aria-label={lane.name}>
            {cellsOf(lane, axis, window, active?.lane === row ? active.bar : undefined).map(({ bar, index }) => (
              // biome-ignore lint/a11y/useSemanticElements: as above.
              // biome-ignore lint/a11y/useFocusableInteractive: as above.
              <div key={index} role="gridcell" id={cellId({ lane: row, bar: index })}>
                {barPhrase(lane, bar, races)}
              </div>
            ))}
          </div>
        ))}
      </>
    );
  }, [lanes, rows, races, axis, window, active]);
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

export function cellId(address: BarAddress): string {
  return `bar-${address.lane}-${address.bar}`;
}

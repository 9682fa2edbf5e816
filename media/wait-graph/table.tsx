// The wait-for graph as a table: what every living task holds, waits for, and who has that.

import type { WaitRow } from "../model";
import { StateWord } from "../widgets/state-word";

export interface WaitTableProps {
  readonly rows: readonly WaitRow[];
  readonly selected: number | undefined;
  onSelect(task: number): void;
  onReveal(row: WaitRow): void;
  onStep(step: number): void;
}

/** The rows are sorted by how much they matter; more than these would hide the rest of the page. */
const MOST_ROWS = 20;

export function WaitTable({ rows, selected, onSelect, onReveal, onStep }: WaitTableProps) {
  if (rows.length === 0) return <p class="nothing">No task lives at this step.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section class="table-scroll" aria-label="Tasks and what they wait for" tabIndex={0}>
      <table class="waits">
        <thead>
          <tr>
            {["Task", "State", "Holds", "Waits for", "Held by", "Since", "Source"].map((it) => (
              <th key={it} scope="col">
                {it}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <tr
              key={row.task}
              class={[row.doomed ? "doomed" : "", selected === row.task ? "selected" : ""].filter(Boolean).join(" ")}
            >
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  aria-pressed={selected === row.task}
                  onClick={() => onSelect(row.task)}
                >
                  {row.name}
                </button>
              </th>
              <td>
                <StateWord state={row.state} />
              </td>
              <td>{row.holds.join(", ") || "–"}</td>
              <td>{row.waitsFor || "–"}</td>
              <td>{row.heldBy.join(", ") || "–"}</td>
              <td>
                <button
                  type="button"
                  class="link"
                  onClick={() => onStep(row.since)}
                  aria-label={`Go to step ${row.since}`}
                >
                  {`step ${row.since}`}
                </button>
              </td>
              <td>
                {row.place === undefined ? (
                  "–"
                ) : (
                  <button type="button" class="link" onClick={() => onReveal(row)}>
                    {row.place}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length <= MOST_ROWS ? null : (
        <p class="nothing">{`${rows.length - MOST_ROWS} more tasks are not listed here; the timeline has all.`}</p>
      )}
    </section>
  );
}

// A table that scrolls sideways where it is too wide, and can be reached by keyboard for that.

import type { ComponentChild } from "preact";

export interface ScrollTableProps {
  readonly label: string;
  readonly head: readonly string[];
  /** The first cell of each is the row's heading. */
  readonly rows: readonly (readonly ComponentChild[])[];
}

export function ScrollTable({ label, head, rows }: ScrollTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section class="table-scroll" aria-label={label} tabIndex={0}>
      <table class="numbers">
        <thead>
          <tr>
            {head.map((it) => (
              <th key={it} scope="col">
                {it}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values], index) => (
            <tr key={index}>
              <th scope="row">{name}</th>
              {values.map((value, column) => (
                <td key={column}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

// What the colours and patterns of the bars mean: the same marks as on the canvas.

import { STATES, stateSigns } from "../names";

export function Legend({ races }: { readonly races: boolean }) {
  return (
    <ul class="legend" aria-label="Legend">
      {STATES.map((state) => (
        <li key={state}>
          <span class={`swatch state-${state}`} aria-hidden="true" />
          {stateSigns[state].word}
        </li>
      ))}
      {races ? (
        <li>
          <span class="race-diamond" aria-hidden="true" />
          Data race
        </li>
      ) : null}
    </ul>
  );
}

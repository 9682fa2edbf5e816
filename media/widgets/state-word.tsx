// A state as colour, glyph and word together.

import type { State } from "#engine/trace/trace";
import { stateSigns } from "../names";
import { Icon } from "./icon";

export function StateWord({ state }: { readonly state: State }) {
  return (
    <span class={`state-mark state-${state}`}>
      <Icon name={stateSigns[state].icon} />
      {stateSigns[state].word}
    </span>
  );
}

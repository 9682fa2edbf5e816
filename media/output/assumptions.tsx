// What the simulation took for granted: said, not hidden.

import type { SiteId } from "#engine/scenario";
import { placeName } from "#engine/trace/names";
import type { Trace } from "#engine/trace/trace";

export function assumptionCount(trace: Trace): number {
  return trace.assumptions.length + trace.events.filter((event) => event.kind === "limit").length;
}

export function Assumptions({ trace, onReveal }: { readonly trace: Trace; onReveal(site: SiteId): void }) {
  const limits = trace.events.flatMap((event) =>
    event.kind === "limit" ? [{ message: event.message, site: event.site }] : [],
  );
  const all = [...trace.assumptions, ...limits];
  if (all.length === 0) return <p class="nothing">Nothing special was assumed for this run: the code ran as it is.</p>;
  return (
    <ul class="assumptions">
      {all.map((it, index) => {
        const place = placeName(trace, it.site);
        const { site } = it;
        return (
          <li key={index}>
            {it.message}
            {place === undefined || site === undefined ? null : (
              <button type="button" class="link place" onClick={() => onReveal(site)}>
                {place}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

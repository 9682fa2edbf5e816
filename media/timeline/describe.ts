// A bar in words: what the mouse, the keyboard and a screen reader get for the same rectangle.

import { placeName, queueText, taskName } from "#engine/trace/names";
import { blockersAt, type Moment } from "../model";
import { stateSigns, timeText } from "../names";
import { type RaceLink, racesWithin } from "../races/links";
import type { Bar, Lane } from "./lanes";

/** One phrase: `audit: Blocked on alice.mutex, steps 38 to 45`. */
export function barPhrase(lane: Lane, bar: Bar, races: readonly RaceLink[] = []): string {
  const state = stateSigns[bar.state].word;
  const what =
    bar.queue !== undefined
      ? `${state} in ${queueText(bar.queue)}`
      : lane.of.kind === "cpu"
        ? `runs ${bar.text}`
        : bar.state === "blocked"
          ? `${state} on ${bar.text}`
          : state;
  const until = bar.open ? "to the end" : `to ${bar.toStep - 1}`;
  const raced = racesWithin(races, lane.id, bar.fromStep, bar.toStep).map(
    ({ link, other }) => `, data race on ${link.element} with the ${other.text}`,
  );
  return `${lane.name}: ${what}, ${bar.fromStep === bar.toStep - 1 ? `step ${bar.fromStep}` : `steps ${bar.fromStep} ${until}`}${raced.join("")}`;
}

/** Answers for a bar: on what, held by whom, since where, for how long, and who ended it. */
export function barDetail(
  { trace, timeline }: Pick<Moment, "trace" | "timeline">,
  lane: Lane,
  bar: Bar,
  races: readonly RaceLink[] = [],
): string {
  const parts = [barPhrase(lane, bar, races)];
  if (bar.state === "blocked" && lane.of.kind === "task") {
    const now = timeline.at(bar.fromStep);
    const holders = blockersAt(now, lane.of.id).map((id) => taskName(trace, id));
    if (0 < holders.length) parts.push(`held by ${holders.join(" and ")}`);
  }
  const place = placeName(trace, bar.site);
  if (place !== undefined) parts.push(`at ${place}`);
  parts.push(bar.open ? `from ${timeText(bar.from)} on` : `for ${timeText(bar.to - bar.from)}`);
  const ending = bar.open ? undefined : trace.events[bar.toStep - 1];
  if (bar.state === "blocked" && ending?.kind === "task-state" && ending.wokenBy !== undefined) {
    parts.push(`woken by ${taskName(trace, ending.wokenBy)}`);
  }
  return `${parts.join(", ")}.`;
}

// The data races of a run: both accesses of each, who did them, where in the source, and when.

import type { SiteId } from "#engine/scenario";
import { placeName, taskName, threadName } from "#engine/trace/names";
import type { RaceAccess, RaceReport, Trace } from "#engine/trace/trace";
import { timeText } from "../names";
import { Icon } from "../widgets/icon";
import type { RaceEnd, RaceLink } from "./links";

export interface RacesProps {
  readonly trace: Trace;
  readonly links: readonly RaceLink[];
  readonly selected: number | undefined;
  onSelect(race: number): void;
  onStep(step: number): void;
  onReveal(site: SiteId): void;
}

export function Races({ trace, links, selected, onSelect, onStep, onReveal }: RacesProps) {
  const races = trace.races ?? [];
  if (races.length === 0)
    return <p class="nothing">No data race was seen in this run. Another schedule may show one.</p>;
  return (
    <>
      <p>
        Nothing orders the two accesses of a race: no atomic operation, message or lock says which comes first, so
        another schedule may do them in the other order.
      </p>
      <ul class="races">
        {links.map((link) => {
          const race = races[link.race];
          if (race === undefined) return null;
          return (
            <li key={link.race} class={selected === link.race ? "selected" : ""}>
              <h3>
                <Icon name="warning" />
                <button
                  type="button"
                  class="link"
                  aria-pressed={selected === link.race}
                  title="Show both accesses on the timeline"
                  onClick={() => onSelect(link.race)}
                >
                  {race.element}
                </button>
              </h3>
              <ol>
                {accessesOf(race, link).map(({ access, end }, index) => (
                  <Access key={index} trace={trace} access={access} end={end} onStep={onStep} onReveal={onReveal} />
                ))}
              </ol>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function accessesOf(race: RaceReport, link: RaceLink): readonly { access: RaceAccess; end: RaceEnd }[] {
  return [
    { access: race.first, end: link.first },
    { access: race.second, end: link.second },
  ];
}

interface AccessProps extends Pick<RacesProps, "trace" | "onStep" | "onReveal"> {
  readonly access: RaceAccess;
  readonly end: RaceEnd;
}

function Access({ trace, access, end, onStep, onReveal }: AccessProps) {
  const { kind, atomic, task, thread, site } = access;
  const place = placeName(trace, site);
  return (
    <li>
      <b>{`${atomic ? "atomic " : ""}${kind}`}</b>
      {` by ${task === undefined ? threadName(trace, thread) : taskName(trace, task)} `}
      {task === undefined || threadName(trace, thread).endsWith(` ${taskName(trace, task)}`) ? null : (
        <span class="origin">{`in ${threadName(trace, thread)} `}</span>
      )}
      <button type="button" class="link" onClick={() => onStep(end.step)}>
        {`${timeText(end.at)}, step ${end.step}`}
      </button>
      {place === undefined || site === undefined ? null : (
        <button type="button" class="link place" onClick={() => onReveal(site)}>
          {place}
        </button>
      )}
    </li>
  );
}

// Locks, queues and channels at the present step: who holds what, who waits in which order, what is inside.

import type { Claim, ItemAt, ResourceAt } from "#engine/trace/machine-state";
import { placeName, taskName } from "#engine/trace/names";
import type { ResourceId, ResourceInfo, ResourceKind, Trace } from "#engine/trace/trace";
import type { Moment } from "../model";
import { resourceIcons } from "../names";
import { Icon } from "../widgets/icon";

const MOST_ITEMS = 12;

export interface ResourcesProps {
  readonly moment: Moment;
  readonly selected: ResourceId | undefined;
  onSelect(resource: ResourceId): void;
  onReveal(resource: ResourceInfo): void;
}

export function Resources({ moment, selected, onSelect, onReveal }: ResourcesProps) {
  const { trace, now } = moment;
  const shown = trace.resources.flatMap((info, index) => {
    const at = now.resources[index];
    return at?.exists === true && (!passing.has(info.kind) || isBusy(at)) ? [{ info, at }] : [];
  });
  if (shown.length === 0) {
    return (
      <p class="nothing">
        {trace.resources.length === 0
          ? "The program made no lock, queue or channel."
          : "No lock, queue or channel exists at this step."}
      </p>
    );
  }
  const doomed = new Set(now.cycles.flatMap((cycle) => cycle.map((edge) => edge.resource)));
  return (
    <ul class="resources">
      {shown.map(({ info, at }) => (
        <li
          key={info.id}
          class={[doomed.has(info.id) ? "doomed" : "", selected === info.id ? "selected" : ""]
            .filter(Boolean)
            .join(" ")}
        >
          <h3>
            <Icon name={resourceIcons[info.kind]} />
            <button type="button" class="link" aria-pressed={selected === info.id} onClick={() => onSelect(info.id)}>
              {info.name}
            </button>
            <span class="origin">{info.origin}</span>
            {placeName(trace, info.site) === undefined ? null : (
              <button type="button" class="link place" onClick={() => onReveal(info)}>
                {placeName(trace, info.site)}
              </button>
            )}
          </h3>
          <ResourceBody info={info} at={at} trace={trace} />
        </li>
      ))}
    </ul>
  );
}

/** Kinds that come and go with each call; only those in use are worth a line. */
const passing: ReadonlySet<ResourceKind> = new Set(["timer", "io", "promise"]);

function isBusy(at: ResourceAt): boolean {
  return 0 < at.holders.length + at.waiters.length + at.items.length;
}

function ResourceBody({
  info,
  at,
  trace,
}: {
  readonly info: ResourceInfo;
  readonly at: ResourceAt;
  readonly trace: Trace;
}) {
  const holdsThings =
    0 < at.items.length || 0 < at.level || info.kind === "queue" || info.kind === "channel" || info.kind === "port";
  return (
    <dl>
      {holdsThings ? (
        <>
          <dt>Inside</dt>
          <dd>
            <Items items={at.items} level={at.level} capacity={info.capacity} />
          </dd>
        </>
      ) : (
        <>
          <dt>Held by</dt>
          <dd>{at.holders.length === 0 ? "nobody" : at.holders.map((it) => claimText(trace, it)).join(", ")}</dd>
          {info.capacity === undefined || info.capacity === 1 ? null : (
            <>
              <dt>Free</dt>
              <dd>{`${at.available ?? 0} of ${info.capacity}`}</dd>
            </>
          )}
        </>
      )}
      {at.waiters.length === 0 && holdsThings ? null : (
        <>
          <dt>Waiting</dt>
          <dd>
            {at.waiters.length === 0 ? (
              "nobody"
            ) : (
              <ol class="waiters">
                {at.waiters.map((it) => (
                  <li key={`${it.task}/${it.since}`}>{claimText(trace, it)}</li>
                ))}
              </ol>
            )}
          </dd>
        </>
      )}
    </dl>
  );
}

function claimText(trace: Trace, claim: Claim): string {
  const place = placeName(trace, claim.site);
  const amount = claim.amount === 1 ? "" : ` (${claim.amount} units)`;
  return `${taskName(trace, claim.task)}${amount}, since step ${claim.since}${place === undefined ? "" : ` at ${place}`}`;
}

function Items({
  items,
  level,
  capacity,
}: {
  readonly items: readonly ItemAt[];
  readonly level: number;
  readonly capacity: number | undefined;
}) {
  if (items.length === 0) return <>{level === 0 ? "empty" : `${level} items`}</>;
  return (
    <>
      {capacity === undefined ? null : <span class="level">{`${level} of ${capacity}: `}</span>}
      <ol class="items">
        {items.slice(0, MOST_ITEMS).map((it) => (
          <li key={it.item}>{it.preview}</li>
        ))}
        {MOST_ITEMS < items.length ? <li>{`+${items.length - MOST_ITEMS} more`}</li> : null}
      </ol>
    </>
  );
}

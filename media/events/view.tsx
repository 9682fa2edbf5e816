// Every event of the run as a list: only the rows in sight are in the page, the row of the present step is the active one.

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { explain } from "#engine/trace/explain";
import { placeName } from "#engine/trace/names";
import type { TraceEvent } from "#engine/trace/trace";
import type { Moment } from "../model";
import { timeText } from "../names";
import { Icon } from "../widgets/icon";
import { eventIcon } from "./icons";
import { rowsInSight } from "./window";

export const ROW_HEIGHT = 24;
const LIST_HEIGHT = 300;
const PAGE = 10;

export interface EventsProps {
  readonly moment: Moment;
  /** Steps of the editor's line. */
  readonly marks: ReadonlySet<number>;
  onStep(step: number): void;
  onReveal(event: TraceEvent): void;
}

export function Events({ moment, marks, onStep, onReveal }: EventsProps) {
  const { trace, timeline, now } = moment;
  const list = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState(0);
  const count = trace.events.length;
  const height = Math.min(LIST_HEIGHT, Math.max(1, count) * ROW_HEIGHT + 2);

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || now.step === 0) return;
    const top = (now.step - 1) * ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (element.scrollTop + element.clientHeight < top + ROW_HEIGHT)
      element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
    setScroll(element.scrollTop);
  }, [now.step, trace]);

  const sight = rowsInSight(scroll, height, ROW_HEIGHT, count);
  const texts = useMemo(
    () =>
      trace.events.slice(sight.from, sight.to).map((_, offset) => explain(trace, timeline, sight.from + offset + 1)),
    [trace, timeline, sight.from, sight.to],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = {
      ArrowDown: now.step + 1,
      ArrowUp: now.step - 1,
      PageDown: now.step + PAGE,
      PageUp: now.step - PAGE,
      Home: 1,
      End: count,
    }[event.key];
    const current = trace.events[now.step - 1];
    if (to !== undefined) onStep(Math.max(1, Math.min(count, to)));
    else if (event.key === "Enter" && current !== undefined) onReveal(current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={list}
      class="events"
      role="listbox"
      aria-label={`${count} events. Arrows step, Enter shows the source.`}
      aria-activedescendant={sight.from < now.step && now.step <= sight.to ? `event-${now.step}` : undefined}
      tabIndex={0}
      style={{ height: `${height}px` }}
      onScroll={(event) => setScroll(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div class="events-sizer" role="presentation" style={{ height: `${count * ROW_HEIGHT}px` }}>
        {trace.events.slice(sight.from, sight.to).map((event, offset) => {
          const step = sight.from + offset + 1;
          const place = placeName(trace, event.site);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys.
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active row.
            <div
              key={step}
              id={`event-${step}`}
              role="option"
              aria-selected={step === now.step}
              aria-posinset={step}
              aria-setsize={count}
              class={[
                "event",
                marks.has(step) ? "on-line" : "",
                event.kind === "deadlock" ? "doomed" : "",
                now.step < step ? "future" : "",
              ]
                .filter(Boolean)
                .join(" ")}
              style={{ top: `${(step - 1) * ROW_HEIGHT}px` }}
              onClick={() => onStep(step)}
              onDblClick={() => onReveal(event)}
            >
              <span class="event-step">{step}</span>
              <span class="event-time">{timeText(event.at)}</span>
              <Icon name={eventIcon(event)} />
              <span class="event-text">{texts[offset]}</span>
              {place === undefined ? null : <span class="event-place">{place}</span>}
            </div>
          );
        })}
      </div>
    </div>
  );
}

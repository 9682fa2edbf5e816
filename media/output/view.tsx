// What the program has printed up to the present step.

import type { Moment } from "../model";
import { timeText } from "../names";

const MOST_LINES = 500;

export function Output({ moment, onStep }: { readonly moment: Moment; onStep(step: number): void }) {
  const { now, trace } = moment;
  const lines = now.output.slice(-MOST_LINES);
  if (lines.length === 0) {
    const later = trace.events.some((event) => event.kind === "output");
    return <p class="nothing">{later ? "Nothing printed up to this step." : "The program printed nothing."}</p>;
  }
  return (
    <ol class="output">
      {lines.length < now.output.length ? (
        <li class="nothing">{`${now.output.length - lines.length} earlier lines`}</li>
      ) : null}
      {lines.map((line) => (
        <li key={line.step} class={line.stream}>
          <button
            type="button"
            class="link"
            aria-label={`${timeText(line.at)}, go to step ${line.step}`}
            onClick={() => onStep(line.step)}
          >
            {timeText(line.at)}
          </button>
          <code>{line.text}</code>
        </li>
      ))}
    </ol>
  );
}

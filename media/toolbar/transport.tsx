// Step, play and scrub: the controls of time.

import { useRef, useState } from "preact/hooks";
import type { Action } from "../store";
import { SPEEDS } from "../store";
import { Icon } from "../widgets/icon";

export interface TransportProps {
  readonly step: number;
  readonly last: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly follow: boolean;
  /** The sentence of the present step, for the scrub bar's value text. */
  readonly why: string;
  /** Steps at which the event of the editor's line happened. */
  readonly marks: readonly number[];
  readonly deadlockStep: number | undefined;
  dispatch(action: Action): void;
}

const PAGE = 10;

export function Transport(props: TransportProps) {
  const { step, last, playing, dispatch } = props;
  const buttons = [
    {
      label: "First step (Home)",
      icon: "debug-reverse-continue",
      off: step === 0,
      action: { kind: "seek", to: "start" },
    },
    { label: "Step back ([)", icon: "debug-step-back", off: step === 0, action: { kind: "step", by: -1 } },
    {
      label: playing ? "Pause (Space)" : "Play (Space)",
      icon: playing ? "debug-pause" : "play",
      off: last === 0,
      action: { kind: "toggle-play" },
    },
    { label: "Step forward (])", icon: "debug-step-over", off: step === last, action: { kind: "step", by: 1 } },
    { label: "Last step (End)", icon: "debug-continue", off: step === last, action: { kind: "seek", to: "end" } },
  ] as const satisfies readonly { label: string; icon: string; off: boolean; action: Action }[];
  const bar = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(2);

  const roam = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const to =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? buttons.length - 1
          : (stop + by + buttons.length) % buttons.length;
    if (by === 0 && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    event.stopPropagation();
    setStop(to);
    bar.current?.querySelectorAll("button")[to]?.focus();
  };

  return (
    <div class="transport">
      <div ref={bar} role="toolbar" aria-label="Steps" class="buttons" onKeyDown={roam}>
        {buttons.map((button, index) => (
          <button
            key={button.icon}
            type="button"
            class={index === 2 ? "icon-button primary" : "icon-button"}
            title={button.label}
            aria-label={button.label}
            aria-disabled={button.off}
            tabIndex={index === stop ? 0 : -1}
            onFocus={() => setStop(index)}
            onClick={() => {
              if (!button.off) dispatch(button.action);
            }}
          >
            <Icon name={button.icon} />
          </button>
        ))}
      </div>
      <div class="scrub">
        <input
          type="range"
          min={0}
          max={last}
          step={1}
          value={step}
          disabled={last === 0}
          aria-label="Step"
          aria-valuetext={`Step ${step} of ${last}: ${props.why}`}
          data-testid="scrub"
          onInput={(event) => dispatch({ kind: "seek", to: event.currentTarget.valueAsNumber })}
          onKeyDown={(event) => {
            const by = event.key === "PageUp" ? PAGE : event.key === "PageDown" ? -PAGE : 0;
            if (by === 0) return;
            event.preventDefault();
            dispatch({ kind: "step", by });
          }}
        />
        <div class="scrub-marks" aria-hidden="true">
          {props.deadlockStep === undefined ? null : (
            <i class="mark-deadlock" style={{ left: percent(props.deadlockStep, last) }} />
          )}
          {props.marks.slice(0, 200).map((mark) => (
            <i key={mark} class="mark-line" style={{ left: percent(mark, last) }} />
          ))}
        </div>
      </div>
      <label class="field">
        <span>Step</span>
        <input
          type="number"
          min={0}
          max={last}
          value={step}
          disabled={last === 0}
          data-testid="step"
          onChange={(event) => dispatch({ kind: "seek", to: event.currentTarget.valueAsNumber })}
        />
        <span class="of">of {last}</span>
      </label>
      <label class="field">
        <span>Speed</span>
        <select
          value={String(props.speed)}
          onChange={(event) => dispatch({ kind: "speed", speed: Number(event.currentTarget.value) })}
        >
          {SPEEDS.map((speed) => (
            <option key={speed} value={String(speed)}>
              {`${speed}/s`}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="icon-button toggle"
        title={`The editor follows the steps that you take: ${props.follow ? "on" : "off"}`}
        aria-label="Editor follows steps"
        aria-pressed={props.follow}
        data-testid="follow"
        onClick={() => dispatch({ kind: "follow", on: !props.follow })}
      >
        <Icon name="link" />
      </button>
    </div>
  );
}

function percent(step: number, last: number): string {
  return `${(100 * step) / Math.max(1, last)}%`;
}

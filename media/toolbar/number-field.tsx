// A number to type. What is being typed stays while the panel draws itself anew, as it does when a run ends.

import { useState } from "preact/hooks";

export interface NumberFieldProps {
  readonly label: string;
  readonly title: string;
  readonly unit?: string;
  readonly value: number;
  readonly min: number;
  readonly max?: number;
  readonly step: number;
  readonly class?: string;
  readonly testId: string;
  /** The reader is done typing. Not called for what is not a number. */
  commit(value: number): void;
}

export function NumberField(props: NumberFieldProps) {
  const [draft, setDraft] = useState<string>();
  return (
    <label class="field" title={props.title}>
      <span>{props.label}</span>
      <input
        type="number"
        min={props.min}
        max={props.max}
        step={props.step}
        value={draft ?? props.value}
        class={props.class}
        data-testid={props.testId}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onChange={(event) => {
          const typed = event.currentTarget.valueAsNumber;
          setDraft(undefined);
          if (!Number.isNaN(typed)) props.commit(typed);
        }}
        onBlur={() => setDraft(undefined)}
      />
      {props.unit === undefined ? null : <span class="of">{props.unit}</span>}
    </label>
  );
}

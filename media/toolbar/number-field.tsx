// A number to type. What is being typed stays while the panel draws itself anew, as it does when a run ends.

import { useState } from "preact/hooks";

export interface NumberFieldProps {
  readonly value: number;
  readonly min: number;
  readonly max?: number;
  readonly step: number;
  readonly class?: string;
  readonly testId: string;
  /** The reader is done typing. Not called for what is not a number. */
  commit(value: number): void;
}

export function NumberField({ value, min, max, step, class: className, testId, commit }: NumberFieldProps) {
  const [draft, setDraft] = useState<string>();
  return (
    <input
      type="number"
      min={min}
      max={max}
      step={step}
      value={draft ?? value}
      class={className}
      data-testid={testId}
      onInput={(event) => setDraft(event.currentTarget.value)}
      onChange={(event) => {
        const typed = event.currentTarget.valueAsNumber;
        setDraft(undefined);
        if (!Number.isNaN(typed)) commit(typed);
      }}
      onBlur={() => setDraft(undefined)}
    />
  );
}

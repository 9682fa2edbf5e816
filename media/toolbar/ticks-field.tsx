// A length of virtual time to type, in milliseconds.

import { TICKS_PER_MILLISECOND, type Ticks } from "#engine/machine";
import { NumberField, type NumberFieldProps } from "./number-field";

export interface TicksFieldProps extends Omit<NumberFieldProps, "unit" | "min" | "max" | "step" | "value" | "commit"> {
  readonly value: Ticks;
  /** Least and most, in ticks. */
  readonly least: Ticks;
  readonly most?: Ticks;
  commit(ticks: Ticks): void;
}

export function TicksField({ value, least, most, commit, ...props }: TicksFieldProps) {
  return (
    <NumberField
      {...props}
      unit="ms"
      min={least / TICKS_PER_MILLISECOND}
      {...(most === undefined ? {} : { max: most / TICKS_PER_MILLISECOND })}
      step={0.01}
      value={value / TICKS_PER_MILLISECOND}
      commit={(milliseconds) => commit(Math.max(least, Math.round(milliseconds * TICKS_PER_MILLISECOND)))}
    />
  );
}

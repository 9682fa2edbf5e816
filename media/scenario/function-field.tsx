// The choice of one of the file's functions.

import type { ScenarioStart } from "#protocol/server";

export interface FunctionFieldProps {
  readonly functions: ScenarioStart["functions"];
  readonly chosen: string | undefined;
  readonly testId: string;
  onChoose(name: string): void;
}

export function FunctionField({ functions, chosen, testId, onChoose }: FunctionFieldProps) {
  return (
    <label class="field">
      <span>Function</span>
      <select value={chosen} data-testid={testId} onChange={(event) => onChoose(event.currentTarget.value)}>
        {functions.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

// The rest of the machine's settings, behind "More": what the chosen policy uses, and the choices that textbooks make differently.

import type { MachineSettings } from "#engine/machine";
import type { PolicyDefinition } from "#engine/policies/policy";
import type { SchedulingSettings } from "#engine/scheduling/settings";
import { SCHEDULING_TABLE, type SettingRow } from "#engine/scheduling/table";
import { settingText, withSetting } from "#engine/scheduling/text";
import { NumberField } from "./number-field";
import { TicksField } from "./ticks-field";

export interface SchedulingProps {
  readonly machine: MachineSettings;
  readonly policy: PolicyDefinition | undefined;
  change(settings: Partial<MachineSettings>): void;
}

export function Scheduling({ machine, policy, change }: SchedulingProps) {
  const set = (row: SettingRow, text: string): void => {
    const next = withSetting(machine.scheduling, row, text);
    if (next.ok) change({ scheduling: next.value });
  };
  const rows = SCHEDULING_TABLE.filter((row) => row.general || policy?.uses.includes(row.key) === true);
  return (
    <details class="more">
      <summary data-testid="more-settings">More</summary>
      <div class="machine">
        <TicksField
          label="Switch"
          title="Cost of a context switch, in milliseconds"
          least={0}
          value={machine.contextSwitch}
          testId="context-switch"
          commit={(contextSwitch) => change({ contextSwitch })}
        />
        {rows.map((row) => (
          <Field key={row.key} row={row} settings={machine.scheduling} set={(text) => set(row, text)} />
        ))}
      </div>
    </details>
  );
}

interface FieldProps {
  readonly row: SettingRow;
  readonly settings: SchedulingSettings;
  set(text: string): void;
}

function Field({ row, settings, set }: FieldProps) {
  switch (row.kind) {
    case "number": {
      const common = { label: row.label, title: row.help, value: settings[row.key], testId: row.key };
      const commit = (value: number): void => set(String(value));
      return row.unit === "ticks" ? (
        <TicksField {...common} least={row.least} most={row.most} commit={commit} />
      ) : (
        <NumberField
          {...common}
          min={row.least}
          max={row.most}
          step={row.unit === "count" ? 1 : 0.01}
          commit={commit}
        />
      );
    }
    case "switch":
      return (
        <label class="check" title={row.help}>
          <input
            type="checkbox"
            checked={settings[row.key]}
            data-testid={row.key}
            onChange={(event) => set(event.currentTarget.checked ? "on" : "off")}
          />
          <span>{row.label}</span>
        </label>
      );
    case "list":
      return (
        <label class="field" title={`${row.help}${row.unit === "ticks" ? ", in ticks of a microsecond" : ""}`}>
          <span>{row.label}</span>
          <input
            type="text"
            value={settingText(settings, row)}
            data-testid={row.key}
            onChange={(event) => set(event.currentTarget.value)}
          />
        </label>
      );
    case "choice":
      return (
        <label class="field" title={row.help}>
          <span>{row.label}</span>
          <select value={settings[row.key]} data-testid={row.key} onChange={(event) => set(event.currentTarget.value)}>
            {row.choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        </label>
      );
  }
}

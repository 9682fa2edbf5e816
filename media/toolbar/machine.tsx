// The simulated machine's settings: changing one runs the program again.

import type { MachineSettings } from "#engine/machine";
import { POLICIES, policyById } from "#engine/policies/index";
import type { Action } from "../store";
import { NumberField } from "./number-field";
import { Scheduling } from "./scheduling";
import { TicksField } from "./ticks-field";

export interface MachineProps {
  readonly machine: MachineSettings;
  readonly enabled: boolean;
  dispatch(action: Action): void;
}

export function Machine({ machine, enabled, dispatch }: MachineProps) {
  const change = (settings: Partial<MachineSettings>): void => dispatch({ kind: "machine", change: settings });
  const policy = policyById(machine.policy);
  return (
    <fieldset class="machine" disabled={!enabled}>
      <legend class="sr-only">Machine</legend>
      <label class="field" title={policy?.description}>
        <span>Policy</span>
        <select
          value={machine.policy}
          data-testid="policy"
          onChange={(event) => change({ policy: event.currentTarget.value })}
        >
          {POLICIES.map((it) => (
            <option key={it.id} value={it.id}>
              {it.name}
            </option>
          ))}
        </select>
      </label>
      <NumberField
        label="CPUs"
        title="Number of simulated CPUs, 1 to 8"
        min={1}
        max={8}
        step={1}
        value={machine.cpus}
        class="short"
        testId="cpus"
        commit={(cpus) => change({ cpus })}
      />
      {policy?.uses.includes("quantum") ? (
        <TicksField
          label="Quantum"
          title="Time slice in milliseconds"
          least={1}
          value={machine.quantum}
          testId="quantum"
          commit={(quantum) => change({ quantum })}
        />
      ) : null}
      <label class="check" title="At most one thread of a process runs at a time, as under an interpreter lock">
        <input
          type="checkbox"
          checked={machine.onePerProcess}
          data-testid="one-per-process"
          onChange={(event) => change({ onePerProcess: event.currentTarget.checked })}
        />
        <span>One thread per process</span>
      </label>
      <Scheduling machine={machine} policy={policy} change={change} />
    </fieldset>
  );
}

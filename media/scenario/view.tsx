// What the run takes for granted, and how to change it: what is started, results and costs, latencies, rules of threads.

import type { MachineSettings } from "#engine/machine";
import type { SiteId } from "#engine/scenario";
import type { Trace } from "#engine/trace/trace";
import type { FromWebview } from "#protocol/webview";
import { Assumptions } from "../output/assumptions";
import { NumberField } from "../toolbar/number-field";
import { TicksField } from "../toolbar/ticks-field";
import { CommentForms } from "./comment-forms";
import { StartForm } from "./start-form";
import type { ScenarioAction, ScenarioState } from "./state";
import { ThreadsForm } from "./threads-form";

export interface ScenarioViewProps {
  readonly scenario: ScenarioState;
  readonly trace: Trace;
  readonly machine: MachineSettings;
  /** Of the present step. */
  readonly site: SiteId | undefined;
  dispatch(action: ScenarioAction): void;
  onMachine(change: Partial<MachineSettings>): void;
  onReveal(site: SiteId): void;
  post(message: FromWebview): void;
}

export function ScenarioView(props: ScenarioViewProps) {
  const { scenario, trace, machine, dispatch, onMachine, post } = props;
  const { start } = scenario;
  const ask = (message: FromWebview): void => {
    dispatch({ kind: "asked" });
    post(message);
  };
  const place = props.site === undefined ? undefined : trace.sites[props.site];
  const line = place !== undefined && trace.files[place.file]?.uri === start?.uri ? place.line : undefined;
  return (
    <div class="scenario">
      <h3>What is taken for granted</h3>
      <Assumptions trace={trace} onReveal={props.onReveal} />
      {start === undefined ? null : (
        <>
          <h3>What is started</h3>
          <StartForm
            scenario={scenario}
            start={start}
            onDraft={(draft) => dispatch({ kind: "draft", draft })}
            onStart={(edit, keep) => ask({ type: "start", edit, keep })}
          />
          <CommentForms start={start} wrong={scenario.wrong} line={line} onComment={ask} />
        </>
      )}
      <h3>Latencies and chance</h3>
      <div class="form-row">
        <TicksField
          label="Input and output"
          title="Time that input and output take where nothing says otherwise, in milliseconds"
          least={0}
          value={machine.ioLatency}
          testId="io-latency"
          commit={(ioLatency) => onMachine({ ioLatency })}
        />
        <TicksField
          label="Thread start"
          title="Time from `new Worker` to its first statement, in milliseconds"
          least={0}
          value={machine.threadStart}
          testId="thread-start"
          commit={(threadStart) => onMachine({ threadStart })}
        />
        <NumberField
          label="Seed"
          title="Seed of everything random"
          min={0}
          step={1}
          value={machine.seed}
          testId="seed"
          commit={(value) => onMachine({ seed: Math.max(0, Math.round(value)) })}
        />
      </div>
      <h3>What the scheduler knows of each thread</h3>
      <ThreadsForm
        names={trace.threads.map(({ name }) => name)}
        rules={machine.scheduling.threads}
        cpus={machine.cpus}
        onRules={(threads) => onMachine({ scheduling: { ...machine.scheduling, threads } })}
      />
    </div>
  );
}

// The same program under several policies and numbers of CPUs: who is best in what, and all timelines on one axis.

import { bestRuns, COMPARED_METRICS, comparedThreads } from "#engine/analysis/compare";
import type { MachineSettings } from "#engine/machine";
import { choiceName } from "#engine/policies/choose";
import { POLICIES } from "#engine/policies/index";
import { metricText } from "#engine/trace/export/compare";
import type { Frames } from "../frames";
import { timeText } from "../names";
import type { Theme } from "../theme";
import { Choice } from "../widgets/choice";
import { FieldError } from "../widgets/field-error";
import { Icon } from "../widgets/icon";
import { ScrollTable } from "../widgets/table";
import { Gantt } from "./gantt";
import { type CompareAction, type CompareResult, type CompareState, chosenMachines, isOutdated } from "./state";

export interface CompareProps {
  readonly compare: CompareState;
  readonly machine: MachineSettings;
  readonly theme: Theme;
  readonly frames: Frames;
  readonly measure: (text: string) => number;
  dispatch(action: CompareAction): void;
  /** Show this machine's run in the other views. */
  onShow(machine: MachineSettings): void;
}

const laneChoices = [
  { value: "cpus", label: "CPUs" },
  { value: "threads", label: "Threads" },
] as const;

const metricChoices = [
  { value: "turnaround", label: "Turnaround" },
  { value: "waiting", label: "Waiting" },
  { value: "response", label: "Response" },
] as const;

export function Compare(props: CompareProps) {
  const { compare, machine, dispatch } = props;
  const { wanted, results, choice } = compare;
  const left = wanted.length - results.length;
  return (
    <div class="compare">
      <Form {...props} />
      {0 < left ? (
        <p class="busy" role="status">
          <Icon name="loading codicon-modifier-spin" />{" "}
          {`Running under ${choiceName(wanted[results.length] ?? machine)}, ${results.length + 1} of ${wanted.length}…`}
        </p>
      ) : null}
      {results.length === 0 && left === 0 ? (
        <p class="nothing">
          Choose policies and compare: the program runs once under each, with all other settings as they are.
        </p>
      ) : null}
      {isOutdated(compare, machine) ? (
        <p class="outdated">
          <Icon name="warning" /> The machine's settings have changed since. Compare again.
        </p>
      ) : null}
      {results.length === 0 ? null : (
        <>
          <MetricTable {...props} />
          <Notes results={results} />
          <div class="view-head">
            <h3>On one axis of time</h3>
            <Choice
              label="Lanes"
              name="compare-lanes"
              value={choice.lanes}
              options={laneChoices}
              onChoose={(lanes) => dispatch({ kind: "compare-choose", change: { lanes } })}
            />
          </div>
          <Gantts {...props} />
          <div class="view-head">
            <h3>Each thread</h3>
            <Choice
              label="Which time"
              name="compare-metric"
              value={choice.metric}
              options={metricChoices}
              onChoose={(metric) => dispatch({ kind: "compare-choose", change: { metric } })}
            />
          </div>
          <ThreadTable {...props} />
        </>
      )}
    </div>
  );
}

function Form({ compare, machine, dispatch }: CompareProps) {
  const { policies, cpus } = compare.choice;
  const chosen = chosenMachines(compare.choice, machine);
  const wrong = chosen.ok ? undefined : chosen;
  const choose = (change: Partial<CompareState["choice"]>): void => dispatch({ kind: "compare-choose", change });
  return (
    <form
      class="compare-form"
      onSubmit={(event) => {
        event.preventDefault();
        dispatch({ kind: "compare" });
      }}
    >
      <fieldset class="checks" aria-describedby={wrong?.at === "policies" ? "compare-wrong" : undefined}>
        <legend>Policies</legend>
        {POLICIES.map(({ id, name, description }) => (
          <label key={id} class="check" title={description}>
            <input
              type="checkbox"
              checked={policies.includes(id)}
              data-testid={`compare-${id}`}
              onChange={(event) =>
                choose({
                  policies: POLICIES.map((it) => it.id).filter((it) =>
                    it === id ? event.currentTarget.checked : policies.includes(it),
                  ),
                })
              }
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <div class="form-row">
        <label class="field" title="Numbers of CPUs, with commas between: each policy runs on each">
          <span>CPUs</span>
          <input
            type="text"
            value={cpus}
            size={8}
            data-testid="compare-cpus"
            aria-invalid={wrong?.at === "cpus"}
            aria-describedby={wrong?.at === "cpus" ? "compare-wrong" : undefined}
            onInput={(event) => choose({ cpus: event.currentTarget.value })}
          />
        </label>
        <button type="submit" class="text-button primary" aria-disabled={!chosen.ok} data-testid="compare-run">
          {chosen.ok ? `Compare ${chosen.value.length === 1 ? "1 run" : `${chosen.value.length} runs`}` : "Compare"}
        </button>
      </div>
      <FieldError id="compare-wrong" message={wrong?.error} />
    </form>
  );
}

function MetricTable({ compare: { results }, onShow }: CompareProps) {
  const runs = results.flatMap((result) => (result.kind === "run" ? [result.run] : []));
  const best = COMPARED_METRICS.map((metric) => bestRuns(runs, metric));
  const rows = results.map((result) => {
    const { machine } = result.kind === "run" ? result.run : result;
    const name = (
      <button type="button" class="link" title="Show this run in the other views" onClick={() => onShow(machine)}>
        {choiceName(machine)}
      </button>
    );
    if (result.kind === "failed") return [name, ...COMPARED_METRICS.map(() => "–"), result.message];
    const index = runs.indexOf(result.run);
    return [
      name,
      ...COMPARED_METRICS.map((metric, column) => {
        const text = metricText(metric, metric.of(result.run.metrics));
        return best[column]?.has(index) ? <Best text={text} /> : text;
      }),
      result.run.outcome.kind,
    ];
  });
  return (
    <>
      <ScrollTable
        label="Runs compared"
        head={["Policy", ...COMPARED_METRICS.map(({ label }) => label), "Outcome"]}
        rows={rows}
      />
      <p class="caption">
        ★ best of these runs. Turnaround, waiting and response are means over the threads. A run that does not do all
        its work is never the best.
      </p>
    </>
  );
}

function Best({ text }: { readonly text: string }) {
  return (
    <b class="best">
      {text} <span aria-hidden="true">★</span>
      <span class="sr-only">best</span>
    </b>
  );
}

function Notes({ results }: { readonly results: readonly CompareResult[] }) {
  const notes = new Set(results.flatMap((result) => (result.kind === "run" ? result.run.notes : [])));
  if (notes.size === 0) return null;
  return (
    <ul class="notes">
      {[...notes].map((note) => (
        <li key={note}>
          <Icon name="info" /> {note}
        </li>
      ))}
    </ul>
  );
}

function Gantts({ compare, theme, frames, measure }: CompareProps) {
  const runs = compare.results.flatMap((result) => (result.kind === "run" ? [result] : []));
  const end = Math.max(1, ...runs.map(({ lanes }) => lanes.end));
  return (
    <>
      {runs.map(({ run, lanes }, index) => (
        <Gantt
          key={index}
          title={choiceName(run.machine)}
          lanes={lanes}
          group={compare.choice.lanes}
          window={{ from: 0, to: end * 1.03 }}
          theme={theme}
          frames={frames}
          measure={measure}
        />
      ))}
    </>
  );
}

function ThreadTable({ compare: { results, choice } }: CompareProps) {
  const runs = results.flatMap((result) => (result.kind === "run" ? [result] : []));
  const rows = comparedThreads(
    runs.map(({ run, threads }) => ({ threads, metrics: run.metrics })),
    choice.metric,
  );
  return (
    <ScrollTable
      label={`${choice.metric} of each thread`}
      head={["Thread", ...runs.map(({ run }) => choiceName(run.machine))]}
      rows={rows.map(({ thread, values }) => [
        thread,
        ...values.map((value) => (value === undefined ? "–" : timeText(value))),
      ])}
    />
  );
}

// The tabs below the pictures: waits, locks and queues, events, output, assumptions, all at the present step.

import type { SiteId } from "#engine/scenario";
import { Compare } from "./compare/view";
import { Events } from "./events/view";
import { Metrics } from "./metrics/view";
import { type Moment, waitRows } from "./model";
import { assumptionCount } from "./output/assumptions";
import { Output } from "./output/view";
import { Races } from "./races/view";
import { Resources } from "./resources/view";
import type { RunProps } from "./run";
import { ScenarioView } from "./scenario/view";
import type { Selection, TabId } from "./store";
import { WaitTable } from "./wait-graph/table";
import { type NodeOf, nodeId } from "./wait-graph/union";
import { WaitGraph } from "./wait-graph/view";
import { Tabs } from "./widgets/tabs";

export interface DetailsProps extends RunProps {
  readonly marks: readonly number[];
  readonly now: Moment["now"];
  goto(step: number): void;
  select(selection: Selection): void;
}

export function Details(props: DetailsProps) {
  const { state, moment, reveal, goto, select, dispatch } = props;
  const { trace, now } = moment;
  const blocked = now.tasks.filter((it) => it.state === "blocked").length;
  const races = state.shown?.races ?? [];
  const tab = state.tab === "races" && races.length === 0 ? "waits" : state.tab;
  const tabs: readonly { id: TabId; label: string; badge: number | undefined }[] = [
    { id: "waits", label: "Waits", badge: blocked },
    { id: "resources", label: "Locks & queues", badge: now.resources.filter((it) => it.exists).length },
    // Most programs share no memory.
    ...(races.length === 0 ? [] : [{ id: "races" as const, label: "Races", badge: races.length }]),
    { id: "events", label: "Events", badge: undefined },
    { id: "output", label: "Output", badge: now.output.length },
    { id: "metrics", label: "Metrics", badge: undefined },
    { id: "compare", label: "Compare", badge: undefined },
    { id: "assumed", label: "Scenario", badge: assumptionCount(trace) },
  ];
  const show = (site: SiteId | undefined): void => {
    if (site !== undefined) reveal(site, false);
  };
  const { selection } = state;
  return (
    <Tabs label="Details of the step" value={tab} tabs={tabs} onChoose={(id) => dispatch({ kind: "tab", tab: id })}>
      {tab === "waits" ? (
        <>
          <WaitGraph
            moment={moment}
            selected={selectedNode(selection)}
            measure={props.measure}
            onSelect={(node) => select(node)}
          />
          <WaitTable
            rows={waitRows(moment)}
            selected={selection?.kind === "task" ? selection.id : undefined}
            onSelect={(id) => select({ kind: "task", id })}
            onReveal={(row) => show(row.site)}
            onStep={goto}
          />
        </>
      ) : null}
      {tab === "resources" ? (
        <Resources
          moment={moment}
          selected={selection?.kind === "resource" ? selection.id : undefined}
          onSelect={(id) => select({ kind: "resource", id })}
          onReveal={(resource) => show(resource.site)}
        />
      ) : null}
      {tab === "races" ? (
        <Races
          trace={trace}
          links={races}
          selected={selection?.kind === "race" ? selection.id : undefined}
          onSelect={(id) => select({ kind: "race", id })}
          onStep={goto}
          onReveal={show}
        />
      ) : null}
      {tab === "events" ? (
        <Events moment={moment} marks={new Set(props.marks)} onStep={goto} onReveal={(event) => show(event.site)} />
      ) : null}
      {tab === "output" ? <Output moment={moment} onStep={goto} /> : null}
      {tab === "metrics" ? <Metrics trace={trace} /> : null}
      {tab === "compare" ? (
        <Compare
          compare={state.compare}
          machine={state.machine}
          theme={props.theme}
          frames={props.frames}
          measure={props.measure}
          dispatch={dispatch}
          onShow={({ policy, cpus }) => dispatch({ kind: "machine", change: { policy, cpus } })}
        />
      ) : null}
      {tab === "assumed" ? (
        <ScenarioView
          scenario={state.scenario}
          trace={trace}
          machine={state.machine}
          site={trace.events[now.step - 1]?.site}
          dispatch={dispatch}
          onMachine={(change) => dispatch({ kind: "machine", change })}
          onReveal={show}
          post={props.post}
        />
      ) : null}
    </Tabs>
  );
}

function selectedNode(selection: Selection | undefined): string | undefined {
  if (selection?.kind !== "task" && selection?.kind !== "resource") return undefined;
  const of: NodeOf = { kind: selection.kind, id: selection.id };
  return nodeId(of);
}

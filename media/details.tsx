// The tabs below the pictures: waits, locks and queues, events, output, assumptions, all at the present step.

import type { SiteId } from "#engine/scenario";
import { Events } from "./events/view";
import { Metrics } from "./metrics/view";
import { type Moment, waitRows } from "./model";
import { Assumptions, assumptionCount } from "./output/assumptions";
import { Output } from "./output/view";
import { Resources } from "./resources/view";
import type { RunProps } from "./run";
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
  const tabs: readonly { id: TabId; label: string; badge: number | undefined }[] = [
    { id: "waits", label: "Waits", badge: blocked },
    { id: "resources", label: "Locks & queues", badge: now.resources.filter((it) => it.exists).length },
    { id: "events", label: "Events", badge: undefined },
    { id: "output", label: "Output", badge: now.output.length },
    { id: "metrics", label: "Metrics", badge: undefined },
    { id: "assumed", label: "Assumed", badge: assumptionCount(trace) },
  ];
  const show = (site: SiteId | undefined): void => {
    if (site !== undefined) reveal(site, false);
  };
  const { selection } = state;
  return (
    <Tabs label="Details of the step" value={state.tab} tabs={tabs} onChoose={(tab) => dispatch({ kind: "tab", tab })}>
      {state.tab === "waits" ? (
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
      {state.tab === "resources" ? (
        <Resources
          moment={moment}
          selected={selection?.kind === "resource" ? selection.id : undefined}
          onSelect={(id) => select({ kind: "resource", id })}
          onReveal={(resource) => show(resource.site)}
        />
      ) : null}
      {state.tab === "events" ? (
        <Events moment={moment} marks={new Set(props.marks)} onStep={goto} onReveal={(event) => show(event.site)} />
      ) : null}
      {state.tab === "output" ? <Output moment={moment} onStep={goto} /> : null}
      {state.tab === "metrics" ? <Metrics trace={trace} /> : null}
      {state.tab === "assumed" ? <Assumptions trace={trace} onReveal={show} /> : null}
    </Tabs>
  );
}

function selectedNode(selection: Selection | undefined): string | undefined {
  if (selection?.kind !== "task" && selection?.kind !== "resource") return undefined;
  const of: NodeOf = { kind: selection.kind, id: selection.id };
  return nodeId(of);
}

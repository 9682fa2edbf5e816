// The numbers of a whole run: what each thread and each CPU spent its time on, and the means that textbooks compare policies by.

import { policyById } from "#engine/policies/index";
import { threadName } from "#engine/trace/names";
import type { Trace } from "#engine/trace/trace";
import { plural, timeText } from "../names";
import { Icon } from "../widgets/icon";
import { ScrollTable } from "../widgets/table";

export function Metrics({ trace }: { readonly trace: Trace }) {
  const { metrics, machine } = trace;
  const { mean } = metrics;
  const policy = policyById(machine.policy)?.name ?? machine.policy;
  return (
    <>
      <p>
        {`${policy} on ${plural(machine.cpus, "CPU")}, the whole run: ${timeText(metrics.makespan)}. Mean turnaround ${time(mean.turnaround)}, ` +
          `waiting ${time(mean.waiting)}, response ${time(mean.response)}. ${metrics.throughput.toFixed(1)} threads a second, ` +
          `CPU use ${percent(metrics.utilisation)}, ${plural(metrics.contextSwitches, "context switch", "context switches")}.`}
      </p>
      <Notes trace={trace} />
      <ScrollTable
        label="Threads of the run"
        head={["Thread", "Turnaround", "Waiting", "Blocked", "Response", "CPU"]}
        rows={metrics.threads.map((row) => [
          threadName(trace, row.thread),
          time(row.turnaround),
          timeText(row.waiting),
          timeText(row.blocked),
          time(row.response),
          timeText(row.cpu),
        ])}
      />
      <ScrollTable
        label="CPUs of the run"
        head={["CPU", "Busy", "Switching", "Idle"]}
        rows={metrics.cpus.map((cpu, id) => [
          `CPU ${id}`,
          timeText(cpu.busy),
          timeText(cpu.switching),
          timeText(cpu.idle),
        ])}
      />
    </>
  );
}

/** How the policy knows or guesses what a burst takes, and the like. */
function Notes({ trace }: { readonly trace: Trace }) {
  const notes = trace.assumptions.filter(({ kind }) => kind === "scheduling");
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map(({ message }) => (
        <li key={message}>
          <Icon name="info" /> {message}
        </li>
      ))}
    </ul>
  );
}

function time(ticks: number | undefined): string {
  return ticks === undefined ? "never" : timeText(ticks);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

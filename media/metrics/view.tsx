// The numbers of a whole run: what each thread and each CPU spent its time on, and the means that textbooks compare policies by.

import { policyById } from "#engine/policies/index";
import { threadName } from "#engine/trace/names";
import type { Trace } from "#engine/trace/trace";
import { plural, timeText } from "../names";

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
      <Table
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
      <Table
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

interface TableProps {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function Table({ label, head, rows }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section class="table-scroll" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((it) => (
              <th key={it} scope="col">
                {it}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values], index) => (
            <tr key={index}>
              <th scope="row">{name}</th>
              {values.map((value, column) => (
                <td key={column}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function time(ticks: number | undefined): string {
  return ticks === undefined ? "never" : timeText(ticks);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

// The numbers of a run in words and rows: the same in a terminal and in the panel.

import { policyById } from "../policies/index";
import type { Ticks } from "../machine";
import { threadName } from "./names";
import type { Trace } from "./trace";

/** How a time is written; differs between a terminal and the panel. */
type Written = (ticks: Ticks) => string;

export const THREAD_COLUMNS = ["Thread", "Turnaround", "Waiting", "Blocked", "Response", "CPU"];

/** A row a thread, in the order of `THREAD_COLUMNS`; "never" is what has not happened by the end of the run. */
export function threadRows(trace: Trace, written: Written): readonly (readonly string[])[] {
  const orNever = (ticks: Ticks | undefined): string => (ticks === undefined ? "never" : written(ticks));
  return trace.metrics.threads.map((row) => [
    threadName(trace, row.thread),
    orNever(row.turnaround),
    written(row.waiting),
    written(row.blocked),
    orNever(row.response),
    written(row.cpu),
  ]);
}

/** The whole run, in a few sentences. */
export function runText({ metrics, machine }: Trace, written: Written): string {
  const policy = policyById(machine.policy)?.name ?? machine.policy;
  const cpus = `${machine.cpus} CPU${machine.cpus === 1 ? "" : "s"}`;
  const switches = `${metrics.contextSwitches} context switch${metrics.contextSwitches === 1 ? "" : "es"}`;
  const { turnaround, waiting, response } = metrics.mean;
  const means = [
    turnaround === undefined ? "" : `turnaround ${written(turnaround)}, waiting ${written(waiting ?? 0)}`,
    response === undefined ? "" : `response ${written(response)}`,
  ].filter((part) => part !== "");
  const mean = means.length === 0 ? "" : ` Mean ${means.join(", ")}.`;
  const ended =
    turnaround === undefined ? " No thread has ended." : ` ${metrics.throughput.toFixed(1)} threads a second.`;
  return `${policy} on ${cpus}: ${written(metrics.makespan)}, CPU use ${(metrics.utilisation * 100).toFixed(1)} %, ${switches}.${mean}${ended}`;
}

// The textbook's numbers of a run, computed from its thread states alone.

import type { CpuUse } from "../kernel/kernel-types";
import { type MachineSettings, TICKS_PER_MILLISECOND, type Ticks } from "../machine";
import type { CpuId, RunMetrics, State, ThreadId, ThreadInfo, ThreadMetrics, TraceEvent } from "../trace/trace";

const TICKS_PER_SECOND = 1000 * TICKS_PER_MILLISECOND;

interface Account {
  arrival: Ticks | undefined;
  firstRun: Ticks | undefined;
  completion: Ticks | undefined;
  state: State | undefined;
  since: Ticks;
  readonly spent: Record<State, Ticks>;
}

/**
 * Turnaround is completion - arrival, waiting is time ready, response is first run - arrival; a thread arrives when it first
 * becomes ready. Utilisation is CPU time used over CPUs x makespan: a context switch counts as idle. A context switch is a
 * dispatch of another thread than the CPU ran before. (Silberschatz, Galvin, Gagne: Operating System Concepts, ch. 5.2.)
 *
 * For a thread that is unfinished at the end of the run, times count up to the last event.
 */
export function metricsOf(
  events: readonly TraceEvent[],
  threads: readonly ThreadInfo[],
  machine: Pick<MachineSettings, "cpus">,
  cpus: readonly CpuUse[] = [],
): RunMetrics {
  const accounts = new Map<ThreadId, Account>();
  const lastOnCpu = new Map<CpuId, ThreadId>();
  let contextSwitches = 0;
  for (const event of events) {
    if (event.kind !== "thread-state" || event.thread === undefined) continue;
    const account = accountOf(accounts, event.thread);
    enter(account, event.to, event.at);
    if (event.to !== "running" || event.cpu === undefined) continue;
    const last = lastOnCpu.get(event.cpu);
    if (last !== undefined && last !== event.thread) contextSwitches++;
    lastOnCpu.set(event.cpu, event.thread);
  }
  const makespan = events.at(-1)?.at ?? 0;
  let busy = 0;
  for (const account of accounts.values()) {
    if (account.state !== undefined) account.spent[account.state] += makespan - account.since;
    busy += account.spent.running;
  }
  const rows = threads.map(({ id }) => rowOf(id, accountOf(accounts, id)));
  const completed = rows.filter((row) => row.turnaround !== undefined);
  return {
    threads: rows,
    makespan,
    utilisation: makespan === 0 ? 0 : busy / (machine.cpus * makespan),
    throughput: makespan === 0 ? 0 : (completed.length * TICKS_PER_SECOND) / makespan,
    mean: {
      turnaround: meanOf(completed.map((row) => row.turnaround)),
      waiting: meanOf(completed.map((row) => row.waiting)),
      response: meanOf(rows.map((row) => row.response)),
    },
    cpus: cpus.map(({ busy: used, switching, warm }) => {
      return { busy: used, switching, idle: Math.max(0, makespan - used - switching), warm };
    }),
    contextSwitches,
  };
}

function meanOf(values: readonly (Ticks | undefined)[]): Ticks | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function enter(account: Account, to: State, at: Ticks): void {
  if (account.state !== undefined) account.spent[account.state] += at - account.since;
  account.state = to;
  account.since = at;
  if (to === "ready") account.arrival ??= at;
  if (to === "running") account.firstRun ??= at;
  if (to === "terminated") account.completion ??= at;
}

function accountOf(accounts: Map<ThreadId, Account>, thread: ThreadId): Account {
  const known = accounts.get(thread);
  if (known !== undefined) return known;
  const account: Account = {
    arrival: undefined,
    firstRun: undefined,
    completion: undefined,
    state: undefined,
    since: 0,
    spent: { new: 0, ready: 0, running: 0, blocked: 0, terminated: 0 },
  };
  accounts.set(thread, account);
  return account;
}

function rowOf(thread: ThreadId, account: Account): ThreadMetrics {
  const arrival = account.arrival ?? 0;
  return {
    thread,
    arrival,
    firstRun: account.firstRun,
    completion: account.completion,
    cpu: account.spent.running,
    waiting: account.spent.ready,
    blocked: account.spent.blocked,
    turnaround: account.completion === undefined ? undefined : account.completion - arrival,
    response: account.firstRun === undefined ? undefined : account.firstRun - arrival,
  };
}

// Synthetic threads for the tests of the kernel and the policies: CPU bursts and waits from a list.

import type { Agent, AgentStatus, Emission, KernelServices, Segment } from "#engine/kernel/agent";
import { createKernel } from "#engine/kernel/kernel";
import type { CpuUse, KernelStatus } from "#engine/kernel/kernel-types";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import type { SchedulingSettings, ThreadTraits } from "#engine/scheduling/settings";
import { policyById } from "#engine/policies/index";
import type { Policy } from "#engine/policies/policy";
import type { TraceEvent } from "#engine/trace/trace";

export interface Job {
  readonly name: string;
  readonly arrival: number;
  /** Ticks of CPU and ticks of waiting in turn, beginning with CPU. */
  readonly phases: readonly number[];
  readonly traits?: ThreadTraits;
  readonly process?: number;
  /** Ticks that one segment may have; bursts are cut into segments of this length. */
  readonly segment?: number;
  /** `false`: it does not say how long its bursts are. */
  readonly declared?: boolean;
}

export interface Slice {
  readonly name: string;
  readonly cpu: number;
  readonly from: number;
  readonly to: number;
}

export interface Played {
  readonly status: KernelStatus;
  readonly events: readonly TraceEvent[];
  readonly slices: readonly Slice[];
  readonly cpus: readonly CpuUse[];
  readonly jobs: ReadonlyMap<
    string,
    { arrival: number; firstRun: number; completion: number; cpu: number; blocked: number }
  >;
}

export interface PlayOptions {
  readonly machine?: Partial<MachineSettings>;
  readonly scheduling?: Partial<SchedulingSettings>;
  /** In place of the machine's. */
  readonly policy?: (machine: MachineSettings) => Policy;
}

/** Runs the jobs to the end. */
export function play(jobs: readonly Job[], options: PlayOptions = {}): Played {
  const machine: MachineSettings = {
    ...DEFAULT_MACHINE,
    cpus: 1,
    ...options.machine,
    scheduling: { ...DEFAULT_MACHINE.scheduling, ...options.scheduling },
  };
  const policy = (options.policy ?? policyById(machine.policy)?.create)?.(machine);
  if (policy === undefined) throw new Error(`no policy ${machine.policy}`);
  const events: TraceEvent[] = [];
  const kernel = createKernel({
    machine,
    policy,
    maxEvents: machine.limits.maxEvents,
    maxTime: machine.limits.maxTime,
    record: (event) => events.push(event),
  });
  jobs.forEach((job, index) => {
    kernel.addThread(syntheticAgent(job, index, kernel), job.arrival);
  });
  let status: KernelStatus;
  do status = kernel.advance(10_000);
  while (status === "running");
  return { status, events, slices: slicesOf(jobs, events), jobs: summarise(jobs, events), cpus: kernel.cpus };
}

/** A thread that computes and waits as its job says. */
export function syntheticAgent(job: Job, thread: number, kernel: Pick<KernelServices, "at" | "now" | "wake">): Agent {
  let phase = 0;
  let done = 0;
  let waiting = false;
  return {
    thread,
    process: job.process ?? thread,
    ...(job.traits === undefined ? {} : { traits: job.traits }),
    get declaredBurst() {
      return job.declared === false ? undefined : job.phases[phase];
    },
    status(): AgentStatus {
      if (waiting) return { kind: "idle", wait: { kind: "io", text: "a device" }, alive: true };
      return phase < job.phases.length ? { kind: "ready" } : { kind: "exited", because: "exited" };
    },
    runSegment(): Segment {
      const burst = job.phases[phase] ?? 0;
      const cost = Math.min(burst - done, job.segment ?? Number.POSITIVE_INFINITY);
      done += cost;
      const emissions: Emission[] = [];
      if (done === burst) {
        const wait = job.phases[phase + 1];
        phase += 2;
        done = 0;
        if (wait !== undefined && phase < job.phases.length) {
          waiting = true;
          const effect = () => {
            kernel.at(kernel.now() + wait, () => {
              waiting = false;
              kernel.wake(thread);
            });
          };
          emissions.push({ offset: cost, effect });
        }
      }
      return { cost, emissions };
    },
  };
}

function slicesOf(jobs: readonly Job[], events: readonly TraceEvent[]): Slice[] {
  const slices: Slice[] = [];
  const open = new Map<number, { cpu: number; from: number }>();
  for (const event of events) {
    if (event.kind !== "thread-state" || event.thread === undefined) continue;
    const running = open.get(event.thread);
    if (running !== undefined) {
      slices.push({ name: jobs[event.thread]?.name ?? "?", ...running, to: event.at });
      open.delete(event.thread);
    }
    if (event.to === "running") open.set(event.thread, { cpu: event.cpu ?? -1, from: event.at });
  }
  return slices;
}

function summarise(jobs: readonly Job[], events: readonly TraceEvent[]): Played["jobs"] {
  const result = new Map<
    string,
    { arrival: number; firstRun: number; completion: number; cpu: number; blocked: number }
  >();
  jobs.forEach((job, thread) => {
    const own = events.filter((event) => event.kind === "thread-state" && event.thread === thread);
    const time = { ready: 0, running: 0, blocked: 0, new: 0, terminated: 0 };
    own.forEach((event, index) => {
      const next = own[index + 1];
      if (event.kind === "thread-state" && next !== undefined) time[event.to] += next.at - event.at;
    });
    const first = (to: string) => own.find((event) => event.kind === "thread-state" && event.to === to)?.at ?? -1;
    result.set(job.name, {
      arrival: first("ready"),
      firstRun: first("running"),
      completion: first("terminated"),
      cpu: time.running,
      blocked: time.blocked,
    });
  });
  return result;
}

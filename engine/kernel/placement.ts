// Which thread may run on which CPU: affinity, queues of their own, CPUs that are kept, and one running thread per process.

import type { MachineSettings } from "../machine";
import type { CpuId, ProcessId } from "../trace/trace";
import type { Cpu, KernelThread } from "./kernel-thread";

export interface PlacementOptions {
  readonly machine: Pick<MachineSettings, "onePerProcess" | "scheduling">;
  readonly cpus: readonly Cpu[];
  /** All threads, the ended ones too. */
  readonly threads: () => Iterable<KernelThread>;
  /** Processes of which a thread runs or is being switched to. */
  readonly busyProcesses: ReadonlySet<ProcessId>;
}

export interface Placement {
  /** Whether some thread may not run on some CPU, so that the policy has to be asked with a filter. */
  isRestricted(): boolean;
  /** A thread is there; it may restrict the machine, and it gets a queue where each CPU has its own. */
  add(thread: KernelThread): void;
  arrive(thread: KernelThread): void;
  /** Whether it may be dispatched to this idle CPU now. */
  mayRun(thread: KernelThread, cpu: Cpu): boolean;
  /** Whether it may run on this CPU in place of the thread that does now. */
  mayTake(thread: KernelThread, cpu: Cpu): boolean;
  /** Whether an idle CPU may take it from another's queue now. */
  maySteal(thread: KernelThread, cpu: Cpu): boolean;
  /** Forgets all threads. */
  renew(): void;
  /** The other CPU with the longest queue of threads that this one may take; `undefined` where there is none. */
  longestQueue(cpu: Cpu): CpuId | undefined;
}

export function createPlacement({ machine, cpus, threads, busyProcesses }: PlacementOptions): Placement {
  const { onePerProcess, scheduling } = machine;
  const ownQueues = scheduling.queues === "per-cpu";
  const keepsCpu = scheduling.switchOn === "end";
  const always = onePerProcess || ownQueues || keepsCpu;
  let restricted = always;

  /** Its affinity, and a CPU that another thread keeps while it waits. */
  function fits(thread: KernelThread, cpu: Cpu): boolean {
    if (thread.affinity !== undefined && !thread.affinity.has(cpu.id)) return false;
    return cpu.reserved === undefined || cpu.reserved === thread;
  }

  const locked = (thread: KernelThread) => onePerProcess && busyProcesses.has(thread.process);
  const elsewhere = (thread: KernelThread, cpu: Cpu) => thread.home !== undefined && thread.home !== cpu.id;

  function maySteal(thread: KernelThread, cpu: Cpu): boolean {
    return elsewhere(thread, cpu) && fits(thread, cpu) && !locked(thread);
  }

  return {
    isRestricted: () => restricted,
    add(thread) {
      restricted ||= thread.affinity !== undefined;
    },
    arrive(thread) {
      if (!ownQueues) return;
      const counts = new Map<CpuId | undefined, number>();
      for (const { home, state } of threads()) {
        if (state !== "terminated") counts.set(home, (counts.get(home) ?? 0) + 1);
      }
      let best: Cpu | undefined;
      for (const cpu of cpus) {
        if (!fits(thread, cpu)) continue;
        if (best === undefined || (counts.get(cpu.id) ?? 0) < (counts.get(best.id) ?? 0)) best = cpu;
      }
      thread.home = best?.id;
    },
    mayRun: (thread, cpu) => !locked(thread) && !elsewhere(thread, cpu) && fits(thread, cpu),
    mayTake(thread, cpu) {
      if (locked(thread) && cpu.thread?.process !== thread.process) return false;
      return !elsewhere(thread, cpu) && fits(thread, cpu);
    },
    maySteal,
    renew() {
      restricted = always;
    },
    longestQueue(cpu) {
      const lengths = cpus.map(() => 0);
      for (const thread of threads()) {
        const { home } = thread;
        if (home === undefined || thread.state !== "ready" || cpus[home]?.thread === thread) continue;
        if (maySteal(thread, cpu)) lengths[home] = (lengths[home] ?? 0) + 1;
      }
      const most = Math.max(...lengths);
      return most === 0 ? undefined : lengths.indexOf(most);
    },
  };
}

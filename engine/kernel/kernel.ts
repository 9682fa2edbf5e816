// The discrete-event kernel: threads compete for CPUs under a policy, in virtual time. Knows agents only, no JavaScript. Long because its steps share one state.

import type { Ticks } from "../machine";
import type { EnqueueReason, Schedulable } from "../policies/policy";
import type { ThreadId } from "../trace/trace";
import type { Agent, Timed, Untimed } from "./agent";
import { createEventHeap } from "./event-heap";
import type { Kernel, KernelOptions } from "./kernel-types";
import { createPlacement } from "./placement";
import {
  type Cpu,
  chargeRunning,
  createCpu,
  createThread,
  type KernelThread,
  renewCpu,
  timeToDo,
} from "./kernel-thread";

/** Things done (appointments, segments, emissions) for each event allowed, so that a loop that records nothing ends too. */
const STEPS_PER_EVENT = 100;

/**
 * Order of what happens at one instant, repeated until nothing more is due at it:
 *  1. CPUs in order: a switch ends, emissions leave, a finished segment ends (its thread waits, ends or goes on);
 *  2. appointments (`at`) in the order of request;
 *  3. quanta that are used up, and the policy's own clock (both before 2 where `quantumEnd` is `requeued`);
 *  4. threads that take a CPU at once, then the policy fills idle CPUs and preempts;
 *  5. threads on a CPU without a segment begin their next one.
 * So a completion always counts before the end of the quantum at the same instant.
 */
export function createKernel(options: KernelOptions): Kernel {
  let { policy, record: sink } = options;
  const { onePerProcess, scheduling } = options.machine;
  const tickLength = Math.max(1, options.machine.quantum);
  const switchCost = Math.max(0, options.machine.contextSwitch);
  const quantaFirst = scheduling.quantumEnd !== "arrival";
  const lateArrivals = scheduling.quantumEnd === "decision";
  const ownQueues = scheduling.queues === "per-cpu";
  const keepsCpu = scheduling.switchOn === "end";
  const cpus = Array.from({ length: Math.max(1, options.machine.cpus) }, (_, id) => createCpu(id, scheduling));
  const threads = new Map<ThreadId, KernelThread>();
  const busyProcesses = new Set<number>();
  const heap = createEventHeap();
  const maxSteps = options.maxEvents * STEPS_PER_EVENT;
  let now: Ticks = 0;
  let events = 0;
  let lastEvent: Ticks = 0;
  let steps = 0;
  /** Threads in the policy's queue. */
  let ready = 0;
  let nextPeriod = policy.period ?? Number.POSITIVE_INFINITY;
  const placement = createPlacement({ machine: options.machine, cpus, threads: () => threads.values(), busyProcesses });
  /** Ready threads that the policy has not been told of, where it hears of them only when a CPU decides. */
  let arrivals: { readonly thread: KernelThread; readonly reason: "arrived" | "woken" }[] = [];
  /** Woken threads that take a CPU at once. */
  let urgent: KernelThread[] = [];

  const own = (thread: Schedulable): KernelThread => {
    const known = threads.get(thread.thread);
    if (known === undefined) throw new Error("[engine bug] the policy chose a thread that it was not given");
    return known;
  };

  /** Another event, whether or not anybody keeps it. */
  function count(): void {
    if (++events <= options.maxEvents) lastEvent = now;
  }

  function record(event: Untimed | Timed): void {
    count();
    if (sink === undefined || events > options.maxEvents) return;
    if ("at" in event) {
      event.at = now;
      sink(event);
    } else {
      sink({ at: now, ...event });
    }
  }

  // --- threads between states -----------------------------------------------------------------------------------

  function makeReady(thread: KernelThread, reason: "arrived" | "woken"): void {
    thread.state = "ready";
    thread.since = now;
    thread.used = 0;
    thread.toldLocked = false;
    thread.begun = undefined;
    thread.burst = thread.agent.declaredBurst ?? options.knownBurst?.(thread.thread, thread.bursts);
    if (reason === "arrived") {
      thread.arrival = now;
      placement.arrive(thread);
    }
    const because = reason === "arrived" ? "started" : "woken";
    if (sink === undefined) count();
    else record({ kind: "thread-state", to: "ready", because, thread: thread.thread });
    if (lateArrivals) {
      arrivals.push({ thread, reason });
      return;
    }
    enqueue(thread, reason);
    if (reason === "woken" && scheduling.wake === "at-once") urgent.push(thread);
  }

  function enqueue(thread: KernelThread, reason: EnqueueReason): void {
    ready++;
    policy.enqueue(thread, reason, now);
    tellLevel(thread);
  }

  /** Under a policy of several queues: says in which one the thread is from now on. */
  function tellLevel(thread: KernelThread): void {
    if (policy.level === undefined || thread.state === "new" || thread.state === "terminated") return;
    const level = policy.level(thread);
    if (level === thread.level) return;
    thread.level = level;
    record({ kind: "thread-level", level, levels: policy.levels ?? level + 1, thread: thread.thread });
  }

  function burstOver(thread: KernelThread): void {
    if (thread.used === 0) return;
    thread.bursts++;
    options.burstEnded?.(thread.thread, thread.used);
  }

  /** Looks at a thread that has no segment: it goes on, waits or ends. */
  function review(thread: KernelThread): void {
    const status = thread.agent.status(now);
    if (status.kind === "ready") {
      if (thread.state === "blocked") makeReady(thread, "woken");
      else if (thread.state === "new") makeReady(thread, "arrived");
      return;
    }
    if (status.kind === "idle") {
      if (thread.state === "blocked" || thread.state === "ready") return;
      if (thread.state === "running") vacate(thread, keepsCpu);
      thread.state = "blocked";
      thread.since = now;
      burstOver(thread);
      policy.leave(thread, "blocked", now);
      tellLevel(thread);
      if (sink === undefined) count();
      else record({ kind: "thread-state", to: "blocked", wait: status.wait, because: "idle", thread: thread.thread });
      return;
    }
    end(thread, status.because);
  }

  function end(thread: KernelThread, because: "exited" | "terminated" | "failed"): void {
    for (const cpu of cpus) if (cpu.reserved === thread) cpu.reserved = undefined;
    if (thread.state === "running") {
      vacate(thread);
    } else if (thread.state === "ready") {
      const switching = cpus.find((cpu) => cpu.thread === thread);
      if (switching !== undefined) {
        switching.thread = undefined;
        switching.switchEnd = now;
        switching.switching += now - switching.switchFrom;
        busyProcesses.delete(thread.process);
      } else if (arrivals.some((arrival) => arrival.thread === thread)) {
        arrivals = arrivals.filter((arrival) => arrival.thread !== thread);
      } else {
        policy.remove(thread);
        ready--;
      }
      const shown = cpus.find((cpu) => cpu.shown === thread);
      if (shown !== undefined) shown.shown = undefined;
    }
    thread.state = "terminated";
    thread.since = now;
    thread.segment = undefined;
    burstOver(thread);
    policy.leave(thread, "terminated", now);
    record({ kind: "thread-state", to: "terminated", because, thread: thread.thread });
  }

  /** Takes a running thread off its CPU. */
  function vacate(thread: KernelThread, keep = false): void {
    const cpu = cpus.find((each) => each.thread === thread);
    if (cpu === undefined) return;
    cpu.thread = undefined;
    if (keep) {
      cpu.reserved = thread;
      thread.home = cpu.id;
    }
    if (cpu.shown === thread) cpu.shown = undefined;
    thread.shownRunning = false;
    busyProcesses.delete(thread.process);
  }

  /** The running thread loses its CPU and queues again; the trace hears of it only if it does not get the CPU back at once. */
  function displace(cpu: Cpu, thread: KernelThread, reason: "quantum" | "preempted" | "requeued"): void {
    cpu.thread = undefined;
    busyProcesses.delete(thread.process);
    thread.state = "ready";
    thread.lost = reason === "quantum" ? "quantum" : "preempted";
    if (reason === "requeued") thread.requeuedAt = now;
    thread.toldLocked = false;
    enqueue(thread, reason);
  }

  // --- what is due at an instant --------------------------------------------------------------------------------

  function charge(): void {
    for (const cpu of cpus) {
      const thread = cpu.thread;
      if (thread === undefined || thread.state !== "running") continue;
      const used = chargeRunning(cpu, thread, now);
      if (used <= 0) continue;
      policy.charge(thread, used, now);
    }
  }

  function finishSegments(): void {
    for (const cpu of cpus) {
      const thread = cpu.thread;
      if (thread === undefined) continue;
      if (thread.state === "ready") {
        if (cpu.switchEnd <= now) enter(cpu, thread);
        continue;
      }
      const segment = thread.segment;
      if (segment === undefined) continue;
      const { emissions } = segment;
      while (thread.emission < emissions.length) {
        const emission = emissions[thread.emission];
        if (emission === undefined || emission.offset > thread.consumed) break;
        thread.emission++;
        steps++;
        if (emission.event !== undefined) record(emission.event);
        emission.effect?.();
        // The effect may have ended this very thread.
        if (thread.segment !== segment) break;
      }
      if (thread.segment !== segment || thread.consumed < segment.cost) continue;
      thread.segment = undefined;
      review(thread);
    }
  }

  function keepAppointments(): void {
    for (;;) {
      const fire = heap.take(now);
      if (fire === undefined) return;
      steps++;
      fire();
      if (steps > maxSteps) return;
    }
  }

  function endQuanta(): void {
    for (const cpu of cpus) {
      const thread = cpu.thread;
      if (thread !== undefined && thread.state === "running" && cpu.sliceUsed >= cpu.slice) {
        displace(cpu, thread, "quantum");
      }
    }
  }

  // --- dispatching ----------------------------------------------------------------------------------------------

  function dispatch(): void {
    if (arrivals.length > 0) admit();
    if (urgent.length > 0) takeAtOnce();
    if (ready > 0) {
      for (const cpu of cpus) {
        // A thread may go to its own CPU instead, so that this one is still to be filled.
        while (cpu.thread === undefined) {
          const thread = pick(cpu);
          if (thread === undefined) break;
          assign(ownCpu(thread) ?? cpu, thread);
        }
      }
      if (ownQueues && scheduling.stealing) for (const cpu of cpus) if (cpu.thread === undefined) steal(cpu);
      if (policy.preemptive && ready > 0) preempt();
    }
    show();
    if (onePerProcess && ready > 0) tellLocked();
  }

  /** A CPU decides: those who have come meanwhile, and may run there, queue. */
  function admit(): void {
    const late = arrivals;
    arrivals = [];
    for (const arrival of late) {
      const { thread, reason } = arrival;
      if (cpus.some((cpu) => cpu.thread === undefined && placement.mayRun(thread, cpu))) {
        enqueue(thread, reason);
      } else {
        arrivals.push(arrival);
      }
    }
  }

  function pick(cpu: Cpu, only?: (thread: Schedulable) => boolean): KernelThread | undefined {
    const allowed =
      only ?? (placement.isRestricted() ? (thread: Schedulable) => placement.mayRun(own(thread), cpu) : undefined);
    const choice = policy.pick(cpu.id, now, allowed);
    if (choice === undefined) return undefined;
    ready--;
    return own(choice);
  }

  /** The CPU that the thread ran on last, if it is idle: the cheapest place to go on. */
  function ownCpu(thread: KernelThread): Cpu | undefined {
    if (!scheduling.sticky || thread.lastCpu === undefined) return undefined;
    const cpu = cpus[thread.lastCpu];
    return cpu !== undefined && cpu.thread === undefined && (!placement.isRestricted() || placement.mayRun(thread, cpu))
      ? cpu
      : undefined;
  }

  /** An idle CPU takes a thread of the longest other queue that has one for it. */
  function steal(cpu: Cpu): void {
    const victim = placement.longestQueue(cpu);
    if (victim === undefined) return;
    const thread = pick(cpu, (each) => own(each).home === victim && placement.maySteal(own(each), cpu));
    if (thread === undefined) return;
    thread.home = cpu.id;
    assign(cpu, thread);
  }

  /** Woken threads that need not queue: an idle CPU if there is one, else the one that they ran on last. */
  function takeAtOnce(): void {
    const woken = urgent;
    urgent = [];
    for (const thread of woken) {
      if (thread.state !== "ready" || cpus.some((cpu) => cpu.thread === thread)) continue;
      const last = thread.lastCpu === undefined ? undefined : cpus[thread.lastCpu];
      const candidates = last === undefined ? cpus : [last, ...cpus];
      const free = candidates.find((cpu) => cpu.thread === undefined && placement.mayRun(thread, cpu));
      const taken = free ?? candidates.find((cpu) => cpu.thread?.state === "running" && placement.mayTake(thread, cpu));
      if (taken === undefined) continue;
      if (taken.thread !== undefined) displace(taken, taken.thread, "preempted");
      const picked = pick(taken, (each) => each.thread === thread.thread);
      if (picked !== undefined) assign(taken, picked);
    }
  }

  function assign(cpu: Cpu, thread: KernelThread): void {
    cpu.thread = thread;
    cpu.reserved = undefined;
    busyProcesses.add(thread.process);
    cpu.chargedTo = now;
    cpu.sliceUsed = 0;
    cpu.slice = policy.quantum(thread, now);
    if (scheduling.quantumClock === "global" && cpu.slice !== Number.POSITIVE_INFINITY) {
      cpu.slice = tickLength - (now % tickLength);
    }
    cpu.cache?.enter(thread.thread, thread.workingSet);
    const changes = cpu.last !== undefined && cpu.last !== thread;
    const goesOn = !changes && thread.requeuedAt === now;
    if (switchCost > 0 && !goesOn && (changes || scheduling.switchCharge === "dispatch")) {
      cpu.switchFrom = now;
      cpu.switchEnd = now + switchCost;
      cpu.last = thread;
    } else {
      cpu.last = thread;
      cpu.switchEnd = now;
      thread.state = "running";
      thread.lastCpu = cpu.id;
    }
  }

  /** The end of a context switch: the thread really runs. */
  function enter(cpu: Cpu, thread: KernelThread): void {
    cpu.switching += now - cpu.switchFrom;
    thread.state = "running";
    thread.lastCpu = cpu.id;
    cpu.chargedTo = now;
  }

  function preempt(): void {
    // Each turn moves a strictly better thread onto a CPU, so this ends; the bound is against a policy that breaks its promise.
    for (let turn = 0; turn <= cpus.length; turn++) {
      // Without restrictions, where the first of the queue cannot preempt, nobody can.
      const candidate = policy.peek(
        now,
        placement.isRestricted() ? (thread) => worstRunning(own(thread)) !== undefined : undefined,
      );
      const victim = candidate === undefined ? undefined : worstRunning(own(candidate));
      if (candidate === undefined || victim?.thread === undefined) return;
      displace(victim, victim.thread, "preempted");
      const thread = pick(victim, (each) => each.thread === candidate.thread);
      if (thread !== undefined) assign(victim, thread);
    }
  }

  /** The CPU whose thread should yield to `candidate` first; with one running thread per process only that process's own CPU will do. */
  function worstRunning(candidate: KernelThread): Cpu | undefined {
    let worst: Cpu | undefined;
    for (const cpu of cpus) {
      const thread = cpu.thread;
      if (thread === undefined || thread.state !== "running") continue;
      if (placement.isRestricted() && !placement.mayTake(candidate, cpu)) continue;
      if (!policy.shouldPreempt(thread, candidate, now)) continue;
      if (worst?.thread === undefined || policy.shouldPreempt(thread, worst.thread, now)) worst = cpu;
    }
    return worst;
  }

  /** Tells the trace who lost a CPU and who got one; a thread that keeps its CPU for another quantum is not mentioned. */
  function show(): void {
    for (const cpu of cpus) {
      const shown = cpu.shown;
      if (shown === undefined || (shown === cpu.thread && shown.state === "running")) continue;
      cpu.shown = undefined;
      shown.shownRunning = false;
      shown.since = now;
      const because = shown.lost ?? "preempted";
      record({ kind: "thread-state", to: "ready", because, thread: shown.thread });
    }
    for (const cpu of cpus) {
      const thread = cpu.thread;
      if (thread === undefined || thread.state !== "running" || thread.shownRunning) continue;
      cpu.shown = thread;
      thread.shownRunning = true;
      thread.since = now;
      thread.lost = undefined;
      if (sink === undefined) count();
      else record({ kind: "thread-state", to: "running", cpu: cpu.id, because: "dispatched", thread: thread.thread });
    }
  }

  /** A CPU is idle, a thread is ready, and yet it may not run: says so once. */
  function tellLocked(): void {
    if (cpus.every((cpu) => cpu.thread !== undefined)) return;
    for (;;) {
      const locked = policy.peek(now, (each) => !own(each).toldLocked && busyProcesses.has(each.process));
      const thread = locked === undefined ? undefined : own(locked);
      if (thread === undefined) return;
      thread.toldLocked = true;
      record({ kind: "thread-state", to: "ready", because: "interpreter-lock", thread: thread.thread });
    }
  }

  /** Returns whether a thread turned out to have nothing to run, so that its CPU is free again. */
  function beginSegments(): boolean {
    let freed = false;
    for (const cpu of cpus) {
      const thread = cpu.thread;
      if (thread === undefined || thread.state !== "running" || thread.segment !== undefined) continue;
      const status = thread.agent.status(now);
      if (status.kind !== "ready") {
        review(thread);
        freed = true;
        continue;
      }
      steps++;
      cpu.chargedTo = now;
      thread.consumed = 0;
      thread.emission = 0;
      thread.segment = thread.agent.runSegment(now);
      events += thread.segment.uncounted ?? 0;
      if (!(thread.segment.cost >= 1)) throw new Error("[engine bug] a segment must cost at least one tick");
      thread.begun = thread.used + thread.segment.cost;
    }
    return freed;
  }

  // --- time -----------------------------------------------------------------------------------------------------

  /** When something is due next; `Infinity` when nothing is. */
  function nextTime(): Ticks {
    let next = heap.next();
    let busy = false;
    for (const cpu of cpus) {
      const thread = cpu.thread;
      if (thread === undefined) continue;
      busy = true;
      let due: Ticks;
      if (thread.state === "ready") {
        due = cpu.switchEnd;
      } else {
        const segment = thread.segment;
        if (segment === undefined) return now;
        const emission = segment.emissions[thread.emission];
        const goal = emission === undefined ? segment.cost : Math.min(emission.offset, segment.cost);
        const work = Math.max(0, goal - thread.consumed);
        due = cpu.chargedTo + Math.max(0, Math.min(timeToDo(cpu, thread, work), cpu.slice - cpu.sliceUsed));
      }
      if (due < next) next = due;
    }
    // A policy's own clock matters only while somebody wants a CPU; it never keeps the machine awake.
    return busy && nextPeriod < next ? nextPeriod : next;
  }

  function periods(): void {
    if (policy.period === undefined || policy.tick === undefined || nextPeriod > now) return;
    if (policy.tickRequeues === true) {
      for (const cpu of cpus.toReversed()) if (cpu.thread?.state === "running") displace(cpu, cpu.thread, "requeued");
    }
    policy.tick(now);
    if (policy.level !== undefined) for (const thread of threads.values()) tellLevel(thread);
    nextPeriod += Math.ceil((now - nextPeriod + 1) / policy.period) * policy.period;
  }

  return {
    now: () => now,
    recording: sink !== undefined,
    watchful: policy.preemptive,
    events: () => events,
    lastEvent: () => lastEvent,
    cpus,
    isBusy: () => cpus.some((cpu) => cpu.thread !== undefined),
    at: (due, fire) => heap.add(Math.max(now, due), fire),
    renew(next, record) {
      policy = next;
      sink = record;
      now = 0;
      events = 0;
      lastEvent = 0;
      steps = 0;
      ready = 0;
      nextPeriod = policy.period ?? Number.POSITIVE_INFINITY;
      threads.clear();
      busyProcesses.clear();
      heap.clear();
      if (arrivals.length > 0) arrivals = [];
      if (urgent.length > 0) urgent = [];
      placement.renew();
      for (const cpu of cpus) renewCpu(cpu, scheduling);
    },
    addThread(agent: Agent, startAt: Ticks) {
      const thread = createThread(agent, now, cpus.length);
      placement.add(thread);
      threads.set(agent.thread, thread);
      record({ kind: "thread-state", to: "new", because: "spawned", thread: agent.thread });
      heap.add(Math.max(now, startAt, agent.traits?.arrival ?? 0), () => {
        if (thread.state === "new") review(thread);
      });
    },
    wake(id) {
      const thread = threads.get(id);
      if (thread === undefined || thread.state === "terminated") return;
      if (thread.state === "blocked") {
        review(thread);
        return;
      }
      // Ready or running: it looks for work itself when its segment is done. Only being killed counts at once; an exit of
      // its own takes effect when the segment that decided it has been charged.
      const status = thread.agent.status(now);
      if (status.kind === "exited" && (status.because === "terminated" || thread.state === "new"))
        end(thread, status.because);
    },
    record,
    advance(instants) {
      for (let round = 0; round < instants; round++) {
        const next = nextTime();
        if (next === Number.POSITIVE_INFINITY) return "quiescent";
        if (next > options.maxTime) return "bound-time";
        now = next;
        // Settings under which nothing but switching gets done must end as well.
        steps++;
        charge();
        finishSegments();
        if (quantaFirst) {
          endQuanta();
          periods();
        }
        keepAppointments();
        if (!quantaFirst) {
          endQuanta();
          periods();
        }
        do dispatch();
        while (beginSegments());
        if (events > options.maxEvents || steps > maxSteps) return "bound-events";
      }
      return "running";
    },
  };
}

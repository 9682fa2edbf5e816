// The loop of a run: lets the kernel go on, watches for deadlock, and puts the trace together at the end.

import { createDeadlockWatch } from "./analysis/deadlock-watch";
import { metricsOf } from "./analysis/metrics";
import { outcomeOf, type Remains } from "./analysis/outcome";
import { createKernel } from "./kernel/kernel";
import type { Kernel, KernelStatus } from "./kernel/kernel-types";
import { type MachineSettings, soundMachine, type Ticks } from "./machine";
import type { CreateWorld, World } from "./platform/world";
import { FCFS } from "./policies/fcfs";
import { POLICIES, policyById } from "./policies/index";
import type { PolicyDefinition } from "./policies/policy";
import type { RunInput, RunProgress, RunResult } from "./run";
import type { Assumption } from "./scenario";
import { encodeToken, timedSchedule } from "./schedule";
import type { CycleEdge, Outcome, ThreadId, Trace, TraceEvent } from "./trace/trace";
import { ENGINE_VERSION } from "./version";

/** Instants of virtual time between two looks at the world's limits. */
const INSTANTS_PER_TURN = 64;
/** Turns between two reports of progress. */
const TURNS_PER_REPORT = 64;

/** Runs the world that `createWorld` makes of the scenario until nothing can happen any more or a bound is met. */
export function* drive(input: RunInput, createWorld: CreateWorld): Generator<RunProgress, Trace> {
  const events: TraceEvent[] = [];
  let world: World | undefined;
  const watch = createDeadlockWatch((id) => world?.tables().resources.find((resource) => resource.id === id)?.capacity);
  const record = (event: TraceEvent): void => {
    events.push(event);
    const cycle = watch.observe(event);
    if (cycle === undefined) return;
    const { at, thread, task, site } = event;
    events.push({
      at,
      ...(thread === undefined ? {} : { thread }),
      ...(task === undefined ? {} : { task }),
      ...(site === undefined ? {} : { site }),
      kind: "deadlock",
      cycle,
    });
  };
  const chosen = choose(input);
  const session = begin(input, chosen, createWorld, yield* knownBursts(input, chosen, createWorld), record);
  world = session.world;
  const ended = yield* goOn(session);
  const trace = assemble(input, ended, events, watch.closed());
  leaveSpare(input, ended);
  return trace;
}

/** The same run, of which only the end is kept. Cycles are those that are closed at the end. */
export function driveToOutcome(input: RunInput, createWorld: CreateWorld): RunResult {
  const chosen = choose(input);
  const bursts = chosen.measures ? toTheEnd(knownBursts(input, chosen, createWorld)) : undefined;
  const session = begin(input, chosen, createWorld, bursts);
  while (!turn(session)) {
    // Until nothing can happen any more.
  }
  const { world, kernel } = session;
  const result = {
    outcome: judge(session, []),
    races: world.races(),
    events: kernel.events(),
    makespan: kernel.lastEvent(),
  };
  leaveSpare(input, session);
  return result;
}

/** What is left by a run is as good as new for the next one of a prepared program, unless this one has changed what that would find. */
function leaveSpare({ program }: RunInput, { machine, recording, kernel, world, reused }: Session): void {
  if (program !== undefined && reused && world.renew()) program.leaveSpare({ machine, recording, kernel, world });
}

/** What is settled before anything runs. */
interface Choice {
  readonly machine: MachineSettings;
  readonly policy: PolicyDefinition;
  readonly assumptions: readonly Assumption[];
  /** Whether the length of each burst is to be known in advance. */
  readonly measures: boolean;
}

interface Session extends Choice {
  readonly world: World;
  readonly kernel: Kernel;
  status: KernelStatus;
  /** Whether the trace's events are made. */
  readonly recording: boolean;
  /** Whether kernel and world may serve another run. */
  readonly reused: boolean;
}

type Bursts = ReadonlyMap<ThreadId, readonly Ticks[]>;

function choose(input: RunInput): Choice {
  const assumptions: Assumption[] = [];
  const machine = input.program?.machine(input.machine) ?? soundMachine(input.machine);
  const policy = choosePolicy(machine, assumptions);
  const guesses = policy.uses.includes("bursts");
  if (guesses) assumptions.push({ kind: "scheduling", message: burstText(policy, machine) });
  return { machine, policy, assumptions, measures: guesses && machine.scheduling.bursts === "known" };
}

/** `record` hears of every event; without it none is made. */
function begin(
  input: RunInput,
  { machine, policy, assumptions, measures }: Choice,
  createWorld: CreateWorld,
  bursts: Bursts | undefined,
  record?: (event: TraceEvent) => void,
): Session {
  const { program } = input;
  const recording = record !== undefined;
  // What is known of the bursts is part of the kernel.
  const reused = program?.scenario === input.scenario && program.host === input.host && bursts === undefined;
  const spare = reused ? program.takeSpare(machine, recording) : undefined;
  spare?.kernel.renew(policy.create(machine), record);
  const kernel =
    spare?.kernel ??
    createKernel({
      machine,
      policy: policy.create(machine),
      ...(bursts === undefined ? {} : { knownBurst: (thread, burst) => bursts.get(thread)?.[burst] }),
      maxEvents: machine.limits.maxEvents,
      maxTime: machine.limits.maxTime,
      ...(record === undefined ? {} : { record }),
    });
  const world = spare?.world ?? createWorld({ ...input, machine, reused }, kernel);
  world.start();
  return { machine, policy, assumptions, measures, world, kernel, status: "running", recording, reused };
}

/** Some more instants of a run. Returns whether it is over. */
function turn(session: Session): boolean {
  const { world, kernel } = session;
  if (world.metLimit() === undefined) session.status = kernel.advance(INSTANTS_PER_TURN);
  if (world.metLimit() === undefined) return session.status !== "running";
  session.status = finishSegments(kernel, session.status);
  return true;
}

function* goOn(session: Session): Generator<RunProgress, Session> {
  const { kernel } = session;
  for (let turns = 1; !turn(session); turns++) {
    if (turns % TURNS_PER_REPORT === 0) yield { events: kernel.events(), at: kernel.now() };
  }
  return session;
}

/** A run of the same program under first come, first served, of which only the length of each thread's bursts is kept. */
function* knownBursts(
  input: RunInput,
  { machine, measures }: Choice,
  createWorld: CreateWorld,
): Generator<RunProgress, Bursts | undefined> {
  if (!measures) return undefined;
  const bursts = new Map<ThreadId, Ticks[]>();
  const first: MachineSettings = { ...machine, policy: FCFS.id };
  const kernel = createKernel({
    machine: first,
    policy: FCFS.create(first),
    maxEvents: machine.limits.maxEvents,
    maxTime: machine.limits.maxTime,
    burstEnded(thread, ticks) {
      const own = bursts.get(thread);
      if (own === undefined) bursts.set(thread, [ticks]);
      else own.push(ticks);
    },
  });
  const world = createWorld({ ...input, machine: first, reused: false }, kernel);
  world.start();
  let status: KernelStatus = "running";
  for (let turns = 1; status === "running" && world.metLimit() === undefined; turns++) {
    status = kernel.advance(INSTANTS_PER_TURN);
    if (turns % TURNS_PER_REPORT === 0) yield { events: 0, at: 0 };
  }
  return bursts;
}

function toTheEnd<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** How the policy knows or guesses what a burst will take. */
function burstText(policy: PolicyDefinition, { scheduling }: MachineSettings): string {
  const { bursts, alpha, firstGuess } = scheduling;
  return bursts === "known"
    ? `${policy.name} knows how long each CPU burst takes from a first run of the program under ${FCFS.name.toLowerCase()}.`
    : `${policy.name} guesses each CPU burst as the exponential average of the thread's past ones: alpha ${alpha}, at first ${firstGuess} ticks.`;
}

/** After a limit is met nobody begins anything new; what has begun is still shown up to its end. */
function finishSegments(kernel: Kernel, from: KernelStatus): KernelStatus {
  let status = from;
  while (status === "running" && kernel.isBusy()) status = kernel.advance(1);
  return status;
}

function choosePolicy(machine: MachineSettings, assumptions: Assumption[]): PolicyDefinition {
  const chosen = policyById(machine.policy);
  if (chosen !== undefined) return chosen;
  const [first] = POLICIES;
  if (first === undefined) throw new Error("[engine bug] there is no policy");
  const message = `There is no scheduling policy "${machine.policy}"; "${first.id}" is used instead.`;
  assumptions.push({ kind: "not-simulated", message });
  return first;
}

function judge(session: Session, cycles: readonly (readonly CycleEdge[])[]): Outcome {
  return outcomeOf(new Left(session, cycles));
}

/** A class, so that what most outcomes do not depend on is looked up only where it matters. */
class Left implements Remains {
  readonly #world: World;
  readonly status: KernelStatus;
  readonly maxEvents: number;
  readonly maxTime: Ticks;
  readonly cycles: readonly (readonly CycleEdge[])[];

  constructor({ world, machine, status }: Session, cycles: readonly (readonly CycleEdge[])[]) {
    this.#world = world;
    this.status = status;
    this.maxEvents = machine.limits.maxEvents;
    this.maxTime = machine.limits.maxTime;
    this.cycles = cycles;
  }
  get limit() {
    return this.#world.metLimit();
  }
  get failure() {
    return this.#world.failure();
  }
  get exitCode() {
    return this.#world.exitCode();
  }
  get handles() {
    return this.#world.handles();
  }
  get blocked() {
    return this.#world.blockedTasks();
  }
  get unfinished() {
    return this.#world.unfinishedTasks();
  }
  get isDaemon() {
    return this.#world.isDaemon;
  }
}

function assemble(
  { scenario, program }: RunInput,
  ended: Session,
  events: readonly TraceEvent[],
  cycles: readonly (readonly CycleEdge[])[],
): Trace {
  const { world, kernel } = ended;
  const chosen = ended.policy.id;
  const machine = ended.machine.policy === chosen ? ended.machine : { ...ended.machine, policy: chosen };
  const tables = world.tables();
  const races = world.races();
  return {
    version: 1,
    engine: ENGINE_VERSION,
    title: scenario.title,
    programHash: scenario.programHash,
    machine,
    files: scenario.files,
    sites: scenario.sites,
    processes: tables.processes,
    threads: tables.threads,
    tasks: tables.tasks,
    resources: tables.resources,
    events,
    outcome: judge(ended, cycles),
    metrics: metricsOf(events, tables.threads, machine, kernel.cpus),
    assumptions: [...tables.assumptions, ...ended.assumptions],
    ...(races.length === 0 ? {} : { races }),
    token:
      program?.scenario === scenario
        ? program.token(machine)
        : encodeToken(timedSchedule(scenario.programHash, machine)),
  };
}

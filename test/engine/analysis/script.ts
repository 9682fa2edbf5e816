// Writes traces by hand, for the tests of what reads them.

import { DEFAULT_MACHINE } from "#engine/machine";
import type { Site } from "#engine/scenario";
import type {
  LockMode,
  Outcome,
  ResourceInfo,
  State,
  TaskInfo,
  ThreadInfo,
  Trace,
  TraceEvent,
  TraceEventBody,
  Wait,
} from "#engine/trace/trace";

type Place = Partial<Pick<TraceEvent, "at" | "thread" | "task" | "site">>;

/** Lock events of tasks, numbered; time is the number of the event. */
export class Script {
  readonly events: TraceEvent[] = [];

  add(body: TraceEventBody, place: Place = {}): this {
    this.events.push({ at: this.events.length, ...place, ...body });
    return this;
  }

  state(
    task: number,
    to: State,
    more: { wait?: Wait; site?: number; wokenBy?: number; result?: "returned" | "threw" | "killed" } = {},
  ): this {
    const { site, ...rest } = more;
    return this.add({ kind: "task-state", to, ...rest }, { task, thread: 0, ...(site === undefined ? {} : { site }) });
  }

  /** Begins to run. */
  start(...tasks: number[]): this {
    for (const task of tasks) this.state(task, "new").state(task, "running");
    return this;
  }

  take(task: number, resource: number, amount = 1, mode: LockMode = "exclusive", site?: number): this {
    return this.add(
      { kind: "acquire", resource, mode, amount },
      { task, thread: 0, ...(site === undefined ? {} : { site }) },
    );
  }

  /** Asks, and waits because it does not get it. */
  block(
    task: number,
    resource: number,
    more: { amount?: number; mode?: LockMode; timeout?: boolean; site?: number } = {},
  ): this {
    const { amount = 1, mode = "exclusive", timeout, site } = more;
    const place = { task, thread: 0, ...(site === undefined ? {} : { site }) };
    const wait: Wait = {
      kind: "acquire",
      resource,
      text: `lock ${resource}`,
      ...(timeout === undefined ? {} : { timeout }),
    };
    return this.add({ kind: "request", resource, mode, amount }, place).add(
      { kind: "task-state", to: "blocked", wait },
      place,
    );
  }

  join(task: number, tasks: readonly number[], needs?: "any"): this {
    const wait: Wait = { kind: "join", tasks, text: "the end of others", ...(needs === undefined ? {} : { needs }) };
    return this.state(task, "blocked", { wait });
  }

  release(task: number, resource: number, amount = 1, holder?: number): this {
    return this.add(
      { kind: "release", resource, amount, ...(holder === undefined ? {} : { holder }) },
      { task, thread: 0 },
    );
  }
}

const SITES: readonly (readonly [file: number, line: number, label: string])[] = [
  [0, 7, "acquire"],
  [0, 13, "acquire"],
  [1, 7, "runExclusive"],
  [1, 9, "runExclusive"],
  [2, 3, "never"],
];

/** Five places: transfer.ts:7, transfer.ts:13, audit.ts:7, audit.ts:9, main.ts:3. */
export const sites: readonly Site[] = SITES.map(([file, line, label]) => ({
  file,
  line: line - 1,
  character: 2,
  endLine: line - 1,
  endCharacter: 20,
  kind: "await",
  in: "f",
  label,
}));

export interface TraceParts {
  readonly events: readonly TraceEvent[];
  readonly outcome?: Outcome;
  readonly tasks?: readonly string[];
  readonly resources?: readonly (readonly [name: string, kind: ResourceInfo["kind"], capacity?: number])[];
  readonly threads?: readonly string[];
  readonly cpus?: number;
}

export function traceOf(parts: TraceParts): Trace {
  const names = parts.tasks ?? ["transfer", "audit"];
  const resources = parts.resources ?? [
    ["alice.mutex", "mutex", 1],
    ["bob.mutex", "mutex", 1],
  ];
  return {
    version: 1,
    engine: "1",
    title: "bank/main.ts",
    programHash: "abc",
    machine: { ...DEFAULT_MACHINE, cpus: parts.cpus ?? 1 },
    files: ["bank/transfer.ts", "bank/audit.ts", "bank/main.ts"].map((path) => ({
      path,
      uri: `file:///${path}`,
      hash: path,
    })),
    sites,
    processes: [{ id: 0, pid: 1, name: "main.ts" }],
    threads: (parts.threads ?? ["main"]).map(
      (name, id): ThreadInfo => ({ id, process: 0, name, threadId: id, daemon: false }),
    ),
    tasks: names.map((name, id): TaskInfo => ({ id, thread: 0, name, kind: "call", daemon: false })),
    resources: resources.map(
      ([name, kind, capacity], id): ResourceInfo => ({
        id,
        kind,
        name,
        origin: "async-mutex Mutex",
        ...(capacity === undefined ? {} : { capacity }),
      }),
    ),
    events: parts.events,
    outcome: parts.outcome ?? { kind: "completed", exitCode: 0 },
    metrics: {
      threads: [],
      makespan: 0,
      utilisation: 0,
      contextSwitches: 0,
      throughput: 0,
      mean: { turnaround: undefined, waiting: undefined, response: undefined },
      cpus: [],
    },
    assumptions: [],
    token: "il1.token",
  };
}

/** Two tasks that take two locks in opposite orders, up to the moment at which the cycle closes (step 12). */
export function abba(): Script {
  return new Script()
    .start(0, 1)
    .take(0, 0, 1, "exclusive", 0)
    .take(1, 1, 1, "exclusive", 2)
    .block(0, 1, { site: 1 })
    .block(1, 0, { site: 3 });
}

// The table of scheduling settings: bounds, words and flags of each, for the command line, the panel, the editor's settings and the token.

import { DEFAULT_SCHEDULING, type SchedulingSettings, type ThreadRule } from "./settings";

type KeysOf<T> = {
  [K in keyof SchedulingSettings]: SchedulingSettings[K] extends T ? K : never;
}[keyof SchedulingSettings];
export type NumberSetting = KeysOf<number>;
export type SwitchSetting = KeysOf<boolean>;
export type ListSetting = KeysOf<readonly number[]>;
export type ChoiceSetting = KeysOf<string>;
export type SchedulingKey = keyof SchedulingSettings;

interface Described<Key extends SchedulingKey> {
  readonly key: Key;
  /** Short name for a field. */
  readonly label: string;
  /** One sentence. */
  readonly help: string;
  /** Concerns every policy (queues, tie-breaks), not only those that name it in `uses`. */
  readonly general: boolean;
}

export interface NumberRow extends Described<NumberSetting> {
  readonly kind: "number";
  readonly unit: "ticks" | "count" | "share";
  readonly least: number;
  readonly most: number;
}

export interface SwitchRow extends Described<SwitchSetting> {
  readonly kind: "switch";
}

export interface ListRow extends Described<ListSetting> {
  readonly kind: "list";
  readonly unit: "ticks" | "count";
}

export interface ChoiceRow extends Described<ChoiceSetting> {
  readonly kind: "choice";
  /** The first is the default. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export type SettingRow = NumberRow | SwitchRow | ListRow | ChoiceRow;

/** More levels than anybody can follow. */
export const MOST_LEVELS = 32;
/** Rules about threads that a machine may have. */
export const MOST_RULES = 64;
const MOST_NAME = 100;
const MOST_CPUS = 256;
const LARGEST = 1_000_000_000_000;

const ticks = { kind: "number", unit: "ticks", most: LARGEST } as const;

/** In the order in which a person is offered them. */
export const SCHEDULING_TABLE: readonly SettingRow[] = [
  {
    kind: "choice",
    key: "bursts",
    label: "Bursts",
    help: "How the length of the next CPU burst is known",
    general: false,
    choices: [
      { value: "known", label: "known (declared, or measured in a run before)" },
      { value: "average", label: "exponential average of the past" },
    ],
  },
  {
    kind: "number",
    key: "alpha",
    label: "Alpha",
    help: "Weight of the latest burst in the exponential average, 0 to 1",
    general: false,
    unit: "share",
    least: 0,
    most: 1,
  },
  {
    ...ticks,
    key: "firstGuess",
    label: "First guess",
    help: "Guess for a thread that has had no burst yet",
    general: false,
    least: 0,
  },
  {
    kind: "choice",
    key: "urgent",
    label: "Urgent is",
    help: "Which priority numbers are urgent",
    general: false,
    choices: [
      { value: "low", label: "a low number" },
      { value: "high", label: "a high number" },
    ],
  },
  {
    kind: "switch",
    key: "preemptive",
    label: "Preemptive",
    help: "A more urgent thread takes the CPU at once",
    general: false,
  },
  {
    ...ticks,
    key: "aging",
    label: "Aging",
    help: "Waiting after which a thread is more urgent by one; 0: never",
    general: false,
    least: 0,
  },
  {
    kind: "list",
    key: "levels",
    label: "Quanta",
    help: "Quantum of each queue, the highest first; empty: the quantum, twice that and four times that",
    general: false,
    unit: "ticks",
  },
  {
    kind: "list",
    key: "allotments",
    label: "Allotments",
    help: "Quanta that a thread may use up in each queue before it sinks; the last counts for all further ones",
    general: false,
    unit: "count",
  },
  {
    ...ticks,
    key: "boost",
    label: "Boost",
    help: "All threads rise to the top so often; 0: never",
    general: false,
    least: 0,
  },
  {
    kind: "switch",
    key: "stay",
    label: "Stay after a wait",
    help: "A thread that waits gets a fresh allotment in its queue (can be gamed)",
    general: false,
  },
  {
    kind: "switch",
    key: "bump",
    label: "Front after a wait",
    help: "A thread that has waited goes to the front of its queue",
    general: false,
  },
  {
    kind: "choice",
    key: "demotion",
    label: "Sink",
    help: "When a used-up allotment lets a thread sink",
    general: false,
    choices: [
      { value: "always", label: "always" },
      { value: "contended", label: "only if another is ready" },
    ],
  },
  {
    ...ticks,
    key: "latency",
    label: "Latency",
    help: "Time in which every ready thread should have run once",
    general: false,
    least: 1,
  },
  {
    ...ticks,
    key: "granularity",
    label: "Shortest slice",
    help: "No slice is shorter than this",
    general: false,
    least: 1,
  },
  {
    kind: "number",
    key: "tickets",
    label: "Tickets",
    help: "Tickets of a thread that no rule gives any",
    general: false,
    unit: "count",
    least: 1,
    most: 1_000_000,
  },
  {
    kind: "choice",
    key: "queues",
    label: "Queues",
    help: "One ready queue for all CPUs, or one for each",
    general: true,
    choices: [
      { value: "shared", label: "one for all CPUs" },
      { value: "per-cpu", label: "one a CPU" },
    ],
  },
  {
    kind: "switch",
    key: "stealing",
    label: "Work stealing",
    help: "Where each CPU has a queue: an idle CPU takes from the longest other",
    general: true,
  },
  {
    kind: "switch",
    key: "sticky",
    label: "Back to the last CPU",
    help: "A thread goes back to the CPU that it ran on last, where that is idle",
    general: true,
  },
  {
    kind: "choice",
    key: "quantumEnd",
    label: "At a quantum's end",
    help: "Who queues first when a quantum ends",
    general: true,
    choices: [
      { value: "arrival", label: "the arriving thread first" },
      { value: "requeued", label: "the preempted thread first" },
      { value: "decision", label: "the preempted thread before all that came meanwhile" },
    ],
  },
  {
    kind: "choice",
    key: "preempted",
    label: "Preempted goes",
    help: "Where a preempted thread queues among its equals",
    general: true,
    choices: [
      { value: "usual", label: "as the policy's book says" },
      { value: "head", label: "to the head, with the rest of its quantum" },
      { value: "tail", label: "to the tail, with a fresh quantum" },
    ],
  },
  {
    kind: "choice",
    key: "quantumClock",
    label: "Quanta begin",
    help: "With each dispatch, or at fixed times for all CPUs as with a timer interrupt",
    general: true,
    choices: [
      { value: "dispatch", label: "with each dispatch" },
      { value: "global", label: "at fixed times for all CPUs" },
    ],
  },
  {
    kind: "choice",
    key: "switchCharge",
    label: "Switch cost",
    help: "When the cost of a context switch is charged",
    general: true,
    choices: [
      { value: "change", label: "when a CPU changes its thread" },
      { value: "dispatch", label: "at every dispatch" },
    ],
  },
  {
    kind: "choice",
    key: "switchOn",
    label: "A waiting thread",
    help: "Whether a thread that waits gives its CPU away",
    general: true,
    choices: [
      { value: "wait", label: "gives its CPU away" },
      { value: "end", label: "keeps its CPU until it ends" },
    ],
  },
  {
    kind: "choice",
    key: "wake",
    label: "A woken thread",
    help: "Whether a thread whose wait is over queues or takes a CPU at once",
    general: true,
    choices: [
      { value: "queue", label: "queues" },
      { value: "at-once", label: "takes a CPU at once" },
    ],
  },
  {
    kind: "number",
    key: "cacheSize",
    label: "Cache",
    help: "Sum of the working sets that a CPU's cache holds; 0: caches are not modelled",
    general: true,
    unit: "count",
    least: 0,
    most: LARGEST,
  },
  {
    ...ticks,
    key: "cacheWarmUp",
    label: "Cache warm-up",
    help: "Time on a CPU until its cache is warm for a thread",
    general: true,
    least: 0,
  },
  {
    kind: "number",
    key: "cacheSpeed",
    label: "Warm speed",
    help: "Times faster that a thread runs in a warm cache",
    general: true,
    unit: "count",
    least: 1,
    most: 1000,
  },
];

/** The nearest settings that a machine can really have. */
export function soundScheduling(wanted: SchedulingSettings): SchedulingSettings {
  let sound = wanted;
  for (const row of SCHEDULING_TABLE) sound = { ...sound, [row.key]: soundValue(row, wanted) };
  const rules = wanted.threads.slice(0, MOST_RULES).map(soundRule);
  return { ...sound, threads: rules.filter((rule) => Object.keys(rule).length > 1) };
}

function soundValue(row: SettingRow, wanted: SchedulingSettings): unknown {
  switch (row.kind) {
    case "number":
      return soundNumber(row, wanted[row.key]);
    case "switch":
      return wanted[row.key];
    case "list": {
      const list = wanted[row.key].slice(0, MOST_LEVELS).map((value) => bounded(value, 1, LARGEST));
      return list.length === 0 ? DEFAULT_SCHEDULING[row.key] : list;
    }
    case "choice":
      return isChoice(row, wanted[row.key]) ? wanted[row.key] : DEFAULT_SCHEDULING[row.key];
  }
}

export function isChoice(row: ChoiceRow, value: string): boolean {
  return row.choices.some((choice) => choice.value === value);
}

export function soundNumber(row: NumberRow, value: number): number {
  if (row.unit !== "share") return bounded(value, row.least, row.most);
  return Number.isNaN(value) ? DEFAULT_SCHEDULING[row.key] : Math.min(row.most, Math.max(row.least, value));
}

function soundRule({ name, priority, tickets, cpus, arrival, workingSet }: ThreadRule): ThreadRule {
  const own = cpus?.filter((cpu) => Number.isSafeInteger(cpu) && 0 <= cpu && cpu < MOST_CPUS);
  return {
    name: name.slice(0, MOST_NAME).replace(/[\r\n]/g, " "),
    ...(priority === undefined ? {} : { priority: bounded(priority, -LARGEST, LARGEST) }),
    ...(tickets === undefined ? {} : { tickets: bounded(tickets, 1, 1_000_000) }),
    ...(own === undefined || own.length === 0 ? {} : { cpus: [...new Set(own)].toSorted((a, b) => a - b) }),
    ...(arrival === undefined ? {} : { arrival: bounded(arrival, 0, LARGEST) }),
    ...(workingSet === undefined ? {} : { workingSet: bounded(workingSet, 0, LARGEST) }),
  };
}

function bounded(value: number, least: number, most: number): number {
  return Number.isNaN(value) ? least : Math.min(most, Math.max(least, Math.round(value)));
}

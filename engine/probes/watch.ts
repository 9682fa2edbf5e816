// What the watchers of library calls share: the events they emit, and running a library's own code unwatched.

import type { Arguments } from "../catalog/read";
import { valueAt } from "../catalog/read";
import type { Operation, ResourceType } from "../catalog/schema";
import type { Realm } from "../platform/realm";
import type { PromiseRecord } from "../runtime/promise-record";
import type { Task } from "../runtime/tasks";
import { isCallable, isObject, option } from "../runtime/values";
import type { LockMode } from "../trace/trace";
import type { Holding, Resource } from "./resources";

export interface Watch {
  readonly realm: Realm;
  /** Runs code of the library: what it calls on itself is its own business. */
  inside<T>(run: () => T): T;
  /** Runs user code that the library calls back. */
  outside<T>(run: () => T): T;
  /** Runs code of the library that asks for several keys one after the other for this task. */
  batched<T>(task: Task | undefined, run: () => T): T;
  /** The task for which the library asks for one key after the other just now. */
  batch(): { readonly task: Task | undefined } | undefined;
  request(resource: Resource, mode: LockMode, amount: number, task: Task | undefined): void;
  acquired(resource: Resource, mode: LockMode, amount: number, task: Task | undefined): Holding;
  /** Gives one acquisition back, once. */
  drop(resource: Resource, holding: Holding): void;
  abandon(resource: Resource, task: Task | undefined): void;
  /** Sections that are asked for and have not begun: how to take each request back. */
  queued(resource: Resource): Set<() => void>;
  /** Jobs for which all workers are busy, in order: how each begins. */
  line(resource: Resource): (() => void)[];
}

export function createWatch(realm: Realm): Watch {
  const { resources } = realm.world;
  const queues = new WeakMap<Resource, Set<() => void>>();
  const lines = new WeakMap<Resource, (() => void)[]>();
  let batch: { readonly task: Task | undefined } | undefined;
  const as = <T>(userCode: boolean, run: () => T): T => {
    const before = realm.userCode;
    realm.userCode = userCode;
    try {
      return run();
    } finally {
      realm.userCode = before;
    }
  };
  const emit = (
    resource: Resource,
    kind: "request" | "acquire",
    mode: LockMode,
    amount: number,
    task: Task | undefined,
  ) => {
    const { recorder } = realm;
    if (!recorder.recording) {
      recorder.count();
      return;
    }
    const { site: line } = realm;
    const site = task?.at ?? line;
    const what = {
      resource: resource.id,
      mode,
      amount,
      thread: realm.thread,
      ...(task === undefined ? {} : { task: task.id }),
      ...(site === undefined ? {} : { site }),
    };
    recorder.emit(kind === "request" ? { kind, ...what } : { kind, ...what });
  };
  return {
    realm,
    queued(resource) {
      const known = queues.get(resource) ?? new Set<() => void>();
      queues.set(resource, known);
      return known;
    },
    line(resource) {
      const known = lines.get(resource) ?? [];
      lines.set(resource, known);
      return known;
    },
    inside: (run) => as(false, run),
    outside: (run) => as(true, run),
    batched(task, run) {
      const before = batch;
      batch = { task };
      try {
        return as(false, run);
      } finally {
        batch = before;
      }
    },
    batch: () => (realm.userCode ? undefined : batch),
    request: (resource, mode, amount, task) => emit(resource, "request", mode, amount, task),
    acquired(resource, mode, amount, task) {
      const holding: Holding = { task, amount, mode };
      resources.hold(resource, holding);
      emit(resource, "acquire", mode, amount, task);
      return holding;
    },
    drop(resource, holding) {
      if (!resources.drop(resource, holding)) return;
      const holder = holding.task?.id;
      realm.emit({
        kind: "release",
        resource: resource.id,
        amount: holding.amount,
        ...(holder === undefined ? {} : { holder }),
      });
    },
    abandon(resource, task) {
      realm.recorder.emit({
        kind: "abandon",
        resource: resource.id,
        thread: realm.thread,
        ...(task === undefined ? {} : { task: task.id }),
      });
    },
  };
}

/** Adds a tap that only watches. */
export function chainTap(record: PromiseRecord, watch: (state: "fulfilled" | "rejected") => void): void {
  const before = record.tap;
  record.tap = (state, value) => {
    const tapped = before === undefined ? value : before(state, value);
    watch(state);
    return tapped;
  };
}

/** The arguments of a call that is being made. */
export function concrete(args: readonly unknown[]): Arguments<unknown> {
  return {
    count: args.length,
    at: (index) => args[index],
    isFunction: isCallable,
    property: (value, name) => option(value, name),
    isObject: (value) => isObject(value) && !isCallable(value),
  };
}

export function amountOf(operation: Pick<Operation, "amount">, args: readonly unknown[], resource: Resource): number {
  const { amount } = operation;
  if (amount === undefined) return 1;
  if (amount === "all") return resource.capacity ?? 1;
  const given = valueAt(amount, concrete(args));
  return typeof given === "number" ? given : (amount.otherwise ?? 1);
}

export function modeOf({ mode }: Pick<Operation, "mode">, args: readonly unknown[]): LockMode {
  if (mode === undefined || typeof mode === "string") return mode ?? "exclusive";
  return (valueAt(mode, concrete(args)) ?? mode.otherwise) === "shared" ? "shared" : "exclusive";
}

/** Whether an argument or option bounds the wait. */
export function isBounded(bounded: Operation["bounded"] | ResourceType["bounded"], args: readonly unknown[]): boolean {
  if (bounded === undefined) return false;
  if (bounded === true) return true;
  const given = valueAt(bounded, concrete(args));
  const says = (value: unknown): boolean =>
    value !== undefined && value !== false && value !== null && value !== 0 && value !== Number.POSITIVE_INFINITY;
  if (bounded.names === undefined) return says(given ?? bounded.otherwise);
  return bounded.names.some((name) => says(option(given, name)));
}

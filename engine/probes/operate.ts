// One operation of the catalog, watched: what it asks for, gets, gives back, and what its promise waits for meanwhile.

import { indexAt, valueAt } from "../catalog/read";
import type { Operation } from "../catalog/schema";
import type { PromiseOrigin, PromiseRecord } from "../runtime/promise-record";
import { type Callable, get, isCallable, isObject } from "../runtime/values";
import type { Wait } from "../trace/trace";
import type { Jobs } from "./jobs";
import { like } from "./like";
import type { Holding, Resource } from "./resources";
import { openSection, type Section } from "./sections";
import { isThenable, watchThenable } from "./thenable";
import { amountOf, chainTap, concrete, isBounded, modeOf, type Watch } from "./watch";

/** The thing that an operation is called on. */
export interface Subject {
  readonly resource: Resource;
  /** What the library calls it: `Mutex`. */
  readonly label: string;
  readonly bounded: boolean;
  /** What was queued for the function that it was made with. */
  readonly jobs: Jobs | undefined;
}

export interface Operating {
  readonly watch: Watch;
  find(receiver: unknown, args: readonly unknown[], operation: Operation): Subject | undefined;
  /** The operation has given another resource. */
  made(type: string, object: unknown, by: object, args: readonly unknown[]): void;
}

/** One call of an operation. */
interface Call {
  readonly watch: Watch;
  readonly original: Callable;
  readonly operation: Operation;
  readonly subject: Subject;
  readonly receiver: unknown;
  readonly args: unknown[];
}

export function watchOperation(operating: Operating, original: Callable, operation: Operation): Callable {
  const { watch } = operating;
  const { realm } = watch;
  return like(original, function operate(this: unknown, ...args) {
    if (!realm.userCode && watch.batch() === undefined) return original.apply(this, args);
    if (realm.userCode && isKeyList(operation, args)) {
      // The library takes one key after the other, by calls of this very operation.
      return watch.batched(realm.tasks.owner(), () => original.apply(this, args));
    }
    const subject = operation.lazy === true ? undefined : operating.find(this, args, operation);
    if (subject === undefined) return original.apply(this, args);
    realm.check();
    const call: Call = { watch, original, operation, subject, receiver: this, args };
    switch (operation.effect) {
      case "ACQ":
      case "TRY":
        return acquire(call);
      case "RUN":
      case "ENQ":
        return section(call);
      case "REL":
        return release(call);
      default:
        return other(call, operating);
    }
  });
}

/** A callback that takes a unit each time it is called. */
export function eachSection(
  watch: Watch,
  operation: Pick<Operation, "callback">,
  subject: Subject,
  callback: Callable,
  label: string,
): Callable {
  return like(callback, function each(this: unknown, ...args) {
    const one = openSection({
      watch,
      resource: subject.resource,
      mode: "exclusive",
      amount: 1,
      callback: operation.callback ?? { argument: 0, until: "settles" },
      label,
      bounded: false,
      task: watch.realm.tasks.owner(),
      continues: false,
    });
    return one.wrap(callback).apply(this, args);
  });
}

function acquire(call: Call): unknown {
  const { watch, operation, subject, args } = call;
  const { resource } = subject;
  const tries = operation.effect === "TRY";
  const mode = modeOf(operation, args);
  const amount = amountOf(operation, args, resource);
  const task = watch.realm.tasks.owner();
  if (!tries) watch.request(resource, mode, amount, task);
  const result = inside(call);
  const take = (value: unknown): unknown => {
    if (tries && !value) return value;
    return withReleaser(call, value, watch.acquired(resource, mode, amount, task));
  };
  const origin: PromiseOrigin = { kind: "operation", wait: () => waitFor(call) };
  const settle = (state: "fulfilled" | "rejected", value: unknown) => {
    if (state === "fulfilled") return take(value);
    if (!tries) watch.abandon(resource, task);
    return value;
  };
  const record = recordOf(call, result);
  if (record === undefined) {
    if (!isThenable(result)) return take(result);
    watchThenable(watch, result, origin, { settled: settle });
    return result;
  }
  record.origin = origin;
  if (record.state === "pending") record.tap = settle;
  else record.value = settle(record.state, record.value);
  return result;
}

function section(call: Call): unknown {
  const { watch, operation, subject, args } = call;
  const { resource, jobs } = subject;
  const at = operation.callback === undefined ? undefined : indexAt(operation.callback.argument, concrete(args));
  const given = at === undefined ? undefined : args[at];
  if (operation.callback?.each !== undefined) {
    // The callback is called once for each element: every call is a section of its own.
    if (at !== undefined && isCallable(given)) args[at] = eachSection(watch, operation, subject, given, textOf(call));
    const result = inside(call);
    const record = recordOf(call, result);
    if (record !== undefined) record.origin = waitForAll(resource, `the end of ${textOf(call)}`);
    return result;
  }
  // A list of jobs: which of them is which, nobody says.
  if (jobs?.worker.each === "element" && Array.isArray(args[0])) return inside(call);
  const callback = isCallable(given) ? operation.callback : (jobs?.worker ?? operation.callback);
  if (callback === undefined) return operation.effect === "ENQ" ? elsewhere(call) : whole(call);
  const batch = watch.batch();
  const opened: Section = openSection({
    watch,
    resource,
    mode: modeOf(operation, args),
    amount: amountOf(operation, args, resource),
    callback,
    label: textOf(call),
    bounded: isWaitBounded(call),
    task: batch === undefined ? watch.realm.tasks.owner() : batch.task,
    continues: batch !== undefined || watch.realm.tasks.isDirect(),
    batch: batch !== undefined,
  });
  if (at !== undefined && isCallable(given)) args[at] = opened.wrap(given);
  else jobs?.add(args[0], opened);
  const result = inside(call);
  opened.called(result);
  return result;
}

/**
 * A job for another thread or process, or for a batch. Whoever awaits it waits for the pool or the queue. Which worker of a pool does
 * it the library keeps to itself; where all of them are at work, the job waits for one.
 */
function elsewhere(call: Call): unknown {
  const { watch, operation, subject, args } = call;
  const { resource } = subject;
  const task = watch.realm.tasks.owner();
  const [mode, amount] = [modeOf(operation, args), amountOf(operation, args, resource)];
  const result = inside(call);
  const record = recordOf(call, result);
  if (record === undefined && !isThenable(result)) return result;
  const line = watch.line(resource);
  const timeout = isWaitBounded(call) ? { timeout: true } : {};
  let holding: Holding | undefined;
  const begin = () => {
    holding = watch.acquired(resource, mode, amount, task);
  };
  const over = () => {
    if (holding === undefined) {
      line.splice(line.indexOf(begin), 1);
      watch.abandon(resource, task);
      return;
    }
    watch.drop(resource, holding);
    line.shift()?.();
  };
  const wait = (): Wait => {
    const on = textOnOf(call);
    const text =
      holding === undefined && resource.kind === "pool" ? `${on}, whose workers are all busy` : `the job of ${on}`;
    return { kind: "event", resource: resource.id, text, ...timeout };
  };
  const origin: PromiseOrigin = { kind: "operation", wait };
  if (record !== undefined) record.origin = origin;
  else if (isObject(result)) watch.realm.promises.describeThenable(result, origin);
  if (resource.kind !== "pool" || (record !== undefined && record.state !== "pending")) return result;
  watch.request(resource, mode, amount, task);
  if (isFull(resource, amount)) line.push(begin);
  else begin();
  if (record !== undefined) chainTap(record, over);
  else watch.inside(() => whenOver(result, over));
  return result;
}

/** A promise of the library's own; what `then` gives is nobody's. */
function whenOver(promise: unknown, over: () => void): void {
  const then = isObject(promise) ? get(promise, "then") : undefined;
  if (isCallable(then)) then.call(promise, over, over);
}

function isFull({ holdings, capacity }: Resource, amount: number): boolean {
  const held = holdings.reduce((sum, one) => sum + one.amount, 0);
  return capacity !== undefined && held + amount > capacity;
}

/**
 * Work that the library does itself with one unit: a query of a pool. When it gets its unit nobody says: it has one from the
 * beginning where one is free, and else waits for one.
 */
function whole(call: Call): unknown {
  const { watch, subject, args, operation } = call;
  const { resource } = subject;
  const mode = modeOf(operation, args);
  const amount = amountOf(operation, args, resource);
  const task = watch.realm.tasks.owner();
  const result = inside(call);
  const record = recordOf(call, result);
  if (record === undefined && !isThenable(result)) return result;
  let holding: Holding | undefined;
  let begun = false;
  const begin = () => {
    begun = true;
    watch.request(resource, mode, amount, task);
    if (!isFull(resource, amount)) holding = watch.acquired(resource, mode, amount, task);
  };
  const over = () => {
    if (holding !== undefined) watch.drop(resource, holding);
    else if (begun) watch.abandon(resource, task);
  };
  const origin: PromiseOrigin = {
    kind: "operation",
    wait: () =>
      holding === undefined && isFull(resource, amount)
        ? waitFor(call)
        : { kind: "io", resource: resource.id, text: textOnOf(call) },
  };
  if (record === undefined) {
    const settled = (_state: unknown, value: unknown) => {
      over();
      return value;
    };
    if (isThenable(result)) watchThenable(watch, result, origin, { asked: begin, settled });
    return result;
  }
  record.origin = origin;
  if (record.state !== "pending") return result;
  begin();
  chainTap(record, over);
  return result;
}

function release(call: Call): unknown {
  const { watch, operation, subject, args } = call;
  const { resource } = subject;
  const result = inside(call);
  const amount = amountOf(operation, args, resource);
  const holding = watch.realm.world.resources.release(resource, amount, watch.realm.tasks.owner());
  if (holding === undefined) return result;
  const holder = holding.task?.id;
  watch.realm.emit({
    kind: "release",
    resource: resource.id,
    amount,
    ...(holder === undefined ? {} : { holder }),
  });
  return result;
}

function other(call: Call, operating: Operating): unknown {
  const { operation, receiver, args } = call;
  // What it gives calls the operations of the resource itself.
  if (operation.result.kind === "wrapped") return call.original.apply(receiver, args);
  const result = inside(call);
  // What was dropped never begins.
  if (operation.effect === "CANCEL") for (const takeBack of call.watch.queued(call.subject.resource)) takeBack();
  if (operation.result.kind === "resource" && isObject(receiver))
    operating.made(operation.result.type, result, receiver, args);
  const record = recordOf(call, result);
  if (record !== undefined && operation.effect === "WAIT") record.origin = conditionOf(call);
  if (record !== undefined && operation.effect === "JOIN")
    record.origin = waitForAll(call.subject.resource, textOnOf(call));
  return result;
}

function inside({ watch, original, receiver, args }: Call): unknown {
  return watch.inside(() => original.apply(receiver, args));
}

function textOf({ subject, operation }: Call): string {
  return operation.member === "" ? `${subject.label}()` : `${subject.label}.${operation.member}()`;
}

/** With the name of what it is called on. */
function textOnOf(call: Call): string {
  return `${textOf(call)} of ${call.watch.realm.world.resources.name(call.subject.resource)}`;
}

function isWaitBounded({ subject, operation, args }: Call): boolean {
  return subject.bounded || isBounded(operation.bounded, args);
}

function waitFor(call: Call): Wait {
  const { subject } = call;
  return {
    kind: "acquire",
    resource: subject.resource.id,
    text: textOnOf(call),
    ...(isWaitBounded(call) ? { timeout: true } : {}),
  };
}

/** A lock that is free again is waited for like the lock; to be idle, for everybody who is at work in it. */
function conditionOf(call: Call): PromiseOrigin {
  const { subject, operation } = call;
  if (operation.condition !== "idle") return { kind: "operation", wait: () => waitFor(call) };
  return waitForAll(subject.resource, textOnOf(call));
}

/** For everybody who is at work in it. */
export function waitForAll(resource: Resource, text: string): PromiseOrigin {
  return {
    kind: "tasks",
    tasks: () => [...new Set(resource.holdings.flatMap(({ task }) => (task === undefined ? [] : [task])))],
    wait: { kind: "event", resource: resource.id, text },
  };
}

function recordOf({ watch, operation }: Call, result: unknown): PromiseRecord | undefined {
  const { result: kind } = operation;
  const promise =
    kind.kind === "promise" && kind.property !== undefined && isObject(result) ? get(result, kind.property) : result;
  return watch.realm.promises.recordOf(promise);
}

function withReleaser(call: Call, value: unknown, holding: Holding): unknown {
  const { result } = call.operation;
  if (result.kind === "releaser" && isCallable(value)) return releaser(call, value, holding);
  if (result.kind === "tuple" && Array.isArray(value)) {
    const release: unknown = value[result.index];
    return isCallable(release) ? value.with(result.index, releaser(call, release, holding)) : value;
  }
  if (result.kind === "handle" && isObject(value)) {
    for (const name of result.release) {
      const release = get(value, name);
      if (isCallable(release)) Reflect.set(value, name, releaser(call, release, holding));
    }
  }
  return value;
}

/** A function that releases one acquisition. */
function releaser({ watch, subject }: Call, original: Callable, holding: Holding): Callable {
  return like(original, function release_(this: unknown, ...args) {
    watch.drop(subject.resource, holding);
    return watch.inside(() => original.apply(this, args));
  });
}

/** A list of keys where the operation takes them one inside the other. */
function isKeyList(operation: Operation, args: readonly unknown[]): boolean {
  return operation.key?.list !== undefined && Array.isArray(valueAt(operation.key, concrete(args)));
}

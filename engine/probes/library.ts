// Watches the user's real libraries through the catalog: wraps the methods that acquire, run and release, and reports what they do.

import { CATALOG } from "../catalog/index";
import { type Arguments, capacityFrom, indexAt } from "../catalog/read";
import type { LibraryEntry, Operation, ResourceType } from "../catalog/schema";
import type { Realm } from "../platform/realm";
import type { PromiseRecord } from "../runtime/promise-record";
import { type Callable, get, isCallable, isObject, option } from "../runtime/values";
import type { Scenario, SiteId, UserPrimitive } from "../scenario";
import type { LockMode, Wait } from "../trace/trace";
import type { Holding, Resource } from "./resources";

export interface LibraryProbes {
  /** The exports of a library, with the classes and functions that the catalog describes wrapped. */
  wrap(module: string, namespace: object): object;
  userClass<T>(constructor: T, primitive: number): T;
  /** User code stores an object under a name. */
  named(site: SiteId, object: object, owner: object | undefined): void;
}

interface Description {
  readonly origin: string;
  readonly label: string;
  readonly bounded: boolean;
}

export function createLibraryProbes(realm: Realm, scenario: Scenario): LibraryProbes {
  const { resources } = realm.world;

  /** Runs code of the library: what it calls on itself is its own business. */
  const inside = <T>(run: () => T): T => {
    const before = realm.userCode;
    realm.userCode = false;
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
    task: Holding["task"],
  ) => {
    realm.recorder.emit({
      kind,
      resource: resource.id,
      mode,
      amount,
      thread: realm.thread,
      ...(task === undefined ? {} : { task: task.id }),
      ...(task?.at === undefined ? {} : { site: task.at }),
    });
  };
  const acquired = (resource: Resource, mode: LockMode, amount: number, task: Holding["task"]): Holding => {
    const holding: Holding = { task, amount, mode };
    resources.hold(resource, holding);
    emit(resource, "acquire", mode, amount, task);
    return holding;
  };
  const released = (resource: Resource, holding: Holding | undefined, amount: number) => {
    const holder = holding?.task?.id;
    realm.emit({ kind: "release", resource: resource.id, amount, ...(holder === undefined ? {} : { holder }) });
  };
  const drop = (resource: Resource, holding: Holding) => {
    if (resources.drop(resource, holding)) released(resource, holding, holding.amount);
  };

  /** A function that releases one acquisition. */
  const releaser = (resource: Resource, holding: Holding, original: Callable): Callable =>
    function release(this: unknown, ...args) {
      drop(resource, holding);
      return inside(() => original.apply(this, args));
    };

  const wrapOperation = (
    original: Callable,
    operation: Operation,
    text: Description,
    self: (receiver: unknown) => Resource | undefined,
  ): Callable => {
    return function operate(this: unknown, ...args) {
      const resource = self(this);
      if (!realm.userCode || resource === undefined) return original.apply(this, args);
      realm.check();
      const task = realm.tasks.owner();
      const amount = amountOf(operation, args);
      const mode: LockMode = operation.mode === "shared" ? "shared" : "exclusive";
      const wait = (): Wait => ({
        kind: "acquire",
        resource: resource.id,
        text: `${text.label}.${operation.member}() of ${resources.name(resource)}`,
        ...(text.bounded ? { timeout: true } : {}),
      });
      const pendingOn = (result: unknown): PromiseRecord | undefined => {
        const record = realm.promises.recordOf(result);
        if (record !== undefined) record.origin = { kind: "operation", wait };
        return record;
      };
      switch (operation.effect) {
        case "ACQ": {
          emit(resource, "request", mode, amount, task);
          const result = inside(() => original.apply(this, args));
          const record = pendingOn(result);
          const take = (value: unknown): unknown => {
            const holding = acquired(resource, mode, amount, task);
            return withReleaser(operation, value, (release) => releaser(resource, holding, release));
          };
          if (record === undefined) return take(result);
          const settle = (state: "fulfilled" | "rejected", value: unknown) => {
            if (state === "fulfilled") return take(value);
            realm.emit({ kind: "abandon", resource: resource.id });
            return value;
          };
          if (record.state === "pending") record.tap = settle;
          else record.value = settle(record.state, record.value);
          return result;
        }
        case "RUN": {
          emit(resource, "request", mode, amount, task);
          const at = indexAt(operation.callback?.argument ?? 0, concrete(args)) ?? args.length;
          const callback = args[at];
          let began = false;
          if (isCallable(callback)) {
            args[at] = function section(this: unknown, ...given: unknown[]): unknown {
              began = true;
              const holding = acquired(resource, mode, amount, task);
              const before = realm.userCode;
              realm.userCode = true;
              let result: unknown;
              try {
                result = callback.apply(this, given);
              } catch (error) {
                drop(resource, holding);
                throw error;
              } finally {
                realm.userCode = before;
              }
              const record = operation.callback?.until === "settles" ? realm.promises.recordOf(result) : undefined;
              if (record === undefined || record.state !== "pending") drop(resource, holding);
              else chainTap(record, () => drop(resource, holding));
              return result;
            };
          }
          const result = inside(() => original.apply(this, args));
          const record = realm.promises.recordOf(result);
          if (record !== undefined) {
            // Before the callback has begun it waits for the resource, afterwards for whatever the callback waits for.
            record.origin = {
              kind: "operation",
              wait: () =>
                began
                  ? { kind: "promise", text: `the end of the callback of ${text.label}.${operation.member}()` }
                  : wait(),
            };
            chainTap(record, () => {
              if (!began) realm.emit({ kind: "abandon", resource: resource.id });
            });
          }
          return result;
        }
        case "REL": {
          const result = inside(() => original.apply(this, args));
          const holding = resources.release(resource, amount, task);
          if (holding !== undefined) released(resource, holding, amount);
          return result;
        }
        default: {
          const result = inside(() => original.apply(this, args));
          if (operation.result.kind === "promise") pendingOn(result);
          return result;
        }
      }
    };
  };

  /** A subclass-free wrapper: `new` makes the real object, which becomes a resource where user code makes it. */
  const wrapClass = (
    constructor: Callable,
    type: Pick<ResourceType, "kind" | "capacity" | "operations">,
    text: Description,
  ): unknown => {
    const prototype: unknown = constructor.prototype;
    if (!isObject(prototype)) return constructor;
    for (const operation of type.operations) {
      const original = get(prototype, operation.member);
      if (!isCallable(original)) continue;
      Object.defineProperty(prototype, operation.member, {
        value: wrapOperation(original, operation, text, (receiver) => resources.of(receiver)),
        writable: true,
        configurable: true,
        enumerable: Object.prototype.propertyIsEnumerable.call(prototype, operation.member),
      });
    }
    return new Proxy(constructor, {
      construct(target, args, newTarget) {
        const fromUser = realm.userCode;
        const object: unknown = inside(() => Reflect.construct(target, args, newTarget));
        if (isObject(object) && fromUser) {
          const capacity = capacityFrom(type.capacity, concrete(args), Number);
          const resource = resources.create({
            kind: type.kind,
            origin: text.origin,
            ...(capacity !== undefined && Number.isFinite(capacity) ? { capacity } : {}),
            site: realm.site,
            object,
          });
          realm.emit({ kind: "resource-new", resource: resource.id });
        }
        return isObject(object) ? object : Object(object);
      },
    });
  };

  /** `withTimeout(mutex, ms)`: another object for the same resource. */
  const wrapAlias = (original: Callable, entry: LibraryEntry, argument: number, bounded: boolean): Callable =>
    function wrapped(this: unknown, ...args) {
      const resource = resources.of(args[argument]);
      const result = inside(() => original.apply(this, args));
      if (resource === undefined || !isObject(result) || result === args[argument]) return result;
      resources.alias(result, resource);
      const type = entry.types.find((candidate) => candidate.kind === resource.kind);
      for (const operation of type?.operations ?? []) {
        const method = get(result, operation.member);
        if (!isCallable(method)) continue;
        const text = { origin: resource.origin, label: type?.export ?? "lock", bounded };
        Reflect.set(
          result,
          operation.member,
          wrapOperation(method, operation, text, () => resource),
        );
      }
      return result;
    };

  return {
    wrap(module, namespace) {
      const entry = CATALOG.find((candidate) => candidate.module === module);
      if (entry === undefined) return namespace;
      const replaced = new Map<PropertyKey, unknown>();
      for (const type of entry.types) {
        const exported = get(namespace, type.export);
        if (type.construct !== "new" || !isCallable(exported)) continue;
        const text = { origin: `${module} ${type.export}`, label: type.export, bounded: false };
        replaced.set(type.export, wrapClass(exported, type, text));
      }
      for (const alias of entry.aliases) {
        const exported = get(namespace, alias.export);
        if (isCallable(exported)) replaced.set(alias.export, wrapAlias(exported, entry, alias.argument, alias.bounded));
      }
      const result: Record<PropertyKey, unknown> = {};
      for (const key of Reflect.ownKeys(namespace)) result[key] = replaced.get(key) ?? get(namespace, key);
      return result;
    },
    userClass(constructor, primitive) {
      const described = scenario.primitives[primitive];
      if (described === undefined || !isCallable(constructor)) return constructor;
      const type = {
        kind: described.kind,
        capacity: described.kind === "mutex" ? 1 : Number.NaN,
        operations: operationsOf(described),
      };
      const text = { origin: `class ${described.className}`, label: described.className, bounded: false };
      // The wrapper stands for the class itself: same prototype, same statics, same `instanceof`.
      return wrapClass(constructor, type, text) as typeof constructor;
    },
    named(site, object, owner) {
      const label = scenario.sites[site]?.label ?? "";
      resources.label(object, label, owner);
      const resource = resources.of(object);
      if (resource !== undefined) resource.site ??= site;
    },
  };
}

function operationsOf(described: UserPrimitive): readonly Operation[] {
  return Object.entries(described.operations).map(
    ([member, effect]): Operation => ({
      member,
      effect,
      result: effect === "ACQ" && described.releaser ? { kind: "releaser", idempotent: true } : { kind: "promise" },
      ...(effect === "RUN" ? { callback: { argument: 0, until: "settles" } } : {}),
    }),
  );
}

/** The arguments of a call that is being made. */
function concrete(args: readonly unknown[]): Arguments<unknown> {
  return {
    count: args.length,
    at: (index) => args[index],
    isFunction: isCallable,
    property: (value, name) => option(value, name),
    isObject: (value) => isObject(value) && !isCallable(value),
  };
}

function amountOf(operation: Operation, args: readonly unknown[]): number {
  const { amount } = operation;
  if (amount === undefined || amount === "all") return 1;
  const given = args[amount.argument];
  return typeof given === "number" ? given : (amount.otherwise ?? 1);
}

function withReleaser(operation: Operation, value: unknown, wrap: (release: Callable) => Callable): unknown {
  const { result } = operation;
  if (result.kind === "releaser" && isCallable(value)) return wrap(value);
  if (result.kind === "tuple" && Array.isArray(value)) {
    const release: unknown = value[result.index];
    return isCallable(release) ? value.with(result.index, wrap(release)) : value;
  }
  return value;
}

/** Adds a tap that only watches. */
function chainTap(record: PromiseRecord, watch: () => void): void {
  const before = record.tap;
  record.tap = (state, value) => {
    const tapped = before === undefined ? value : before(state, value);
    watch();
    return tapped;
  };
}

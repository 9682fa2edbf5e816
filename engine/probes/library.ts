// Watches the user's real libraries through the catalog: puts probes into what they export, and knows the resources that come of it.

import { CATALOG } from "../catalog/index";
import { capacityFrom, indexAt, valueAt } from "../catalog/read";
import type { FunctionOperation, LibraryEntry, Operation, ResourceType } from "../catalog/schema";
import type { Realm } from "../platform/realm";
import { type Callable, get, isCallable, isObject } from "../runtime/values";
import type { Scenario, SiteId, UserPrimitive } from "../scenario";
import { createJobs, type Jobs } from "./jobs";
import { like } from "./like";
import { eachSection, type Operating, type Subject, waitForAll, watchOperation } from "./operate";
import { watchIterable } from "./iterable";
import { watchRemote } from "./remote";
import type { Part, Resource } from "./resources";
import { concrete, createWatch, isBounded } from "./watch";

export interface LibraryProbes {
  /** The exports of a library, with the classes and functions that the catalog describes wrapped. */
  wrap(module: string, namespace: object): object;
  userClass<T>(constructor: T, primitive: number): T;
  /** User code stores an object under a name. */
  named(site: SiteId, object: object, owner: object | undefined): void;
}

type Described = Pick<ResourceType, "kind" | "capacity" | "operations" | "worker" | "bounded" | "named" | "methods"> &
  Partial<Pick<ResourceType, "scope">>;

interface Description {
  readonly origin: string;
  readonly label: string;
}

/** What is known of an object that user code got from a library. */
interface Made {
  readonly type: Described;
  readonly text: Description;
  readonly capacity: number | undefined;
  readonly bounded: boolean;
  readonly site: SiteId | undefined;
  readonly jobs: Jobs | undefined;
  readonly resource: Resource | undefined;
  readonly keyed: Map<string, Resource>;
}

export function createLibraryProbes(realm: Realm, scenario: Scenario): LibraryProbes {
  const { resources } = realm.world;
  const watch = createWatch(realm);
  const catalog: readonly LibraryEntry[] = [...(scenario.catalog ?? []), ...CATALOG];
  const known = new WeakMap<object, Made>();
  /** Wrapped already: a subclass inherits the methods of its base. */
  const wrapped = new WeakSet<object>();

  const create = (
    type: Described,
    text: Description,
    capacity: number | undefined,
    more: { object?: object; part?: Part },
  ) => {
    const resource = resources.create({
      kind: type.kind,
      origin: text.origin,
      ...(capacity !== undefined && Number.isFinite(capacity) ? { capacity } : {}),
      site: realm.site,
      ...more,
    });
    realm.emit({ kind: "resource-new", resource: resource.id });
    return resource;
  };

  /** User code has got an object of this type. */
  const register = (
    object: object,
    type: Described,
    text: Description,
    args: readonly unknown[],
    jobs: Jobs | undefined,
    part?: Part,
  ) => {
    const capacity = capacityFrom(type.capacity, concrete(args), Number);
    const onlyKeyed = type.operations.every(({ key, effect }) =>
      effect === "ACQ" || effect === "RUN" ? key !== undefined && key.optional !== true : true,
    );
    known.set(object, {
      type,
      text,
      capacity,
      bounded: isBounded(type.bounded, args),
      site: realm.site,
      jobs,
      resource:
        onlyKeyed && type.operations.some(({ key }) => key !== undefined)
          ? undefined
          : createNamed(type, text, args, () =>
              create(type, text, capacity, { object, ...(part === undefined ? {} : { part }) }),
            ),
      keyed: new Map(),
    });
    const made = known.get(object)?.resource;
    if (made !== undefined && made.object !== object) resources.alias(object, made);
  };

  /** One for everybody who says the same name, where the library has names. */
  const createNamed = (type: Described, text: Description, args: readonly unknown[], make: () => Resource) => {
    const name = type.named === undefined ? undefined : (valueAt(type.named, concrete(args)) ?? type.named.otherwise);
    return typeof name === "string" ? resources.named(`${text.origin}\n${name}`, make) : make();
  };

  const operating: Operating = {
    watch,
    find(receiver, args, operation): Subject | undefined {
      if (!isObject(receiver)) return undefined;
      const made = known.get(receiver);
      if (made === undefined) return undefined;
      const resource = resourceFor(receiver, made, args, operation);
      if (resource === undefined) return undefined;
      return { resource, label: made.text.label, bounded: made.bounded, jobs: made.jobs };
    },
    made(typeName, object, by, args) {
      const maker = known.get(by);
      const type = catalog
        .flatMap((entry) => (maker !== undefined && entry.types.some((one) => one === maker.type) ? entry.types : []))
        .find((one) => one.export === typeName);
      if (type === undefined || maker === undefined || !isObject(object) || known.has(object)) return;
      const key = String(args[0] ?? "");
      const text = { origin: maker.text.origin, label: labelOf(type, maker.text.label) };
      const described = { ...type, capacity: maker.capacity ?? "unbounded" } satisfies Described;
      register(object, described, text, [], undefined, { of: by, key });
    },
  };

  const resourceFor = (
    receiver: object,
    made: Made,
    args: readonly unknown[],
    operation: Operation,
  ): Resource | undefined => {
    if (operation.key === undefined) return made.resource;
    const value = valueAt(operation.key, concrete(args));
    if (operation.key.optional === true && isCallable(value)) return made.resource;
    const key = String(value ?? operation.key.otherwise ?? "");
    const before = made.keyed.get(key);
    if (before !== undefined) return before;
    const make = () => create(made.type, made.text, made.capacity, { part: { of: receiver, key } });
    const resource = made.type.scope === "name" ? resources.named(`${made.text.origin}\n${key}`, make) : make();
    made.keyed.set(key, resource);
    return resource;
  };

  const watched = (original: Callable, operation: Operation): Callable => {
    if (wrapped.has(original)) return original;
    const wrapper = watchOperation(operating, original, operation);
    wrapped.add(wrapper);
    return wrapper;
  };

  /** The operations of one object, where they are its own members. Gives the object, or the function that stands for it. */
  const wrapInstance = (object: object, type: Described): object => {
    const fixed = new Map<PropertyKey, Callable>();
    for (const operation of type.operations) {
      if (operation.member === "") continue;
      const path = operation.member.split(".");
      const name = path.pop() ?? "";
      const holder = path.reduce<unknown>((at, step) => (isObject(at) ? get(at, step) : undefined), object);
      if (!isObject(holder)) continue;
      const original = get(holder, name);
      if (!isCallable(original) || wrapped.has(original)) continue;
      const wrapper = watched(original, operation);
      const bound = path.length === 0 ? wrapper : like(original, (...args) => wrapper.apply(object, args));
      wrapped.add(bound);
      // What cannot be replaced is shown through the stand-in below.
      const shown = { value: bound, writable: true, configurable: true, enumerable: true };
      if (!Reflect.defineProperty(holder, name, shown) && path.length === 0) fixed.set(name, wrapper);
    }
    if (type.methods !== undefined) watchMethods(object, type.methods);
    if (isCallable(object)) return standIn(object, type);
    return fixed.size === 0 ? object : standInOf(object, fixed);
  };

  /** Functions of its own that have the names of somebody else's. */
  const watchMethods = (object: object, operation: Omit<Operation, "member">): void => {
    for (const name of Object.keys(object)) {
      const original = get(object, name);
      if (name.startsWith("_") || !isCallable(original) || wrapped.has(original)) continue;
      Reflect.set(object, name, watched(original, { ...operation, member: name }));
    }
  };

  /** In place of an object some of whose operations it does not let be replaced. */
  const standInOf = (original: object, members: ReadonlyMap<PropertyKey, Callable>): object =>
    new Proxy(Object.create(Reflect.getPrototypeOf(original)), {
      get: (_target, key) => members.get(key) ?? get(original, key),
      set: (_target, key, value) => Reflect.set(original, key, value),
      has: (_target, key) => Reflect.has(original, key),
      ownKeys: () => Reflect.ownKeys(original),
      getOwnPropertyDescriptor(_target, key) {
        const own = Reflect.getOwnPropertyDescriptor(original, key);
        return own === undefined ? undefined : { ...own, configurable: true };
      },
    });

  /** A function in place of a function that is itself a resource: `limit(fn)`. */
  const standIn = (original: Callable, type: Described): object => {
    const call = type.operations.find(({ member }) => member === "");
    const members = new Map<PropertyKey, Callable>();
    for (const operation of type.operations) {
      const member = get(original, operation.member);
      if (operation.member !== "" && isCallable(member)) members.set(operation.member, watched(member, operation));
    }
    const run = call === undefined ? original : watchOperation(operating, original, call);
    // Its own target has no fixed properties, so that all of the original's can be shown as they are.
    const target = (): void => undefined;
    const stand: object = new Proxy(target, {
      apply: (_target, _self, args) => run.apply(stand, args),
      get: (_target, key) => members.get(key) ?? get(original, key),
      set: (_target, key, value) => Reflect.set(original, key, value),
      has: (_target, key) => Reflect.has(original, key),
    });
    return stand;
  };

  /** The function among the arguments that does each job, replaced by one that says when. */
  const withWorker = (type: Described, args: unknown[]): Jobs | undefined => {
    if (type.worker === undefined) return undefined;
    const at = indexAt(type.worker.argument, concrete(args));
    const worker = at === undefined ? undefined : args[at];
    if (at === undefined || !isCallable(worker)) return undefined;
    const jobs = createJobs(type.worker);
    args[at] = jobs.wrap(worker);
    return jobs;
  };

  /** A subclass-free wrapper: `new` makes the real object, which becomes a resource where user code makes it. */
  const wrapClass = (
    constructor: Callable,
    type: Described,
    text: Description,
    parts: ReadonlyMap<PropertyKey, unknown> = NONE,
  ): object => {
    const prototype: unknown = constructor.prototype;
    if (!isObject(prototype)) return constructor;
    for (const operation of type.operations) {
      const original = get(prototype, operation.member);
      if (!isCallable(original) || wrapped.has(original)) continue;
      Object.defineProperty(prototype, operation.member, {
        value: watched(original, operation),
        writable: true,
        configurable: true,
        enumerable: Object.prototype.propertyIsEnumerable.call(prototype, operation.member),
      });
    }
    return new Proxy(constructor, {
      construct(target, args, newTarget) {
        const fromUser = realm.userCode;
        const jobs = fromUser ? withWorker(type, args) : undefined;
        const object: unknown = watch.inside(() => Reflect.construct(target, args, newTarget));
        if (!isObject(object)) return Object(object);
        if (!fromUser) return object;
        const instance = wrapInstance(object, type);
        register(instance, type, text, args, jobs);
        return instance;
      },
      get: (target, key, receiver) => parts.get(key) ?? Reflect.get(target, key, receiver),
    });
  };

  /** `pLimit(2)`, `fastq.promise(worker, 1)`: what a call of it gives is a resource. */
  const wrapFactory = (
    factory: Callable,
    type: Described,
    text: Description,
    parts: ReadonlyMap<PropertyKey, unknown>,
  ): object =>
    new Proxy(factory, {
      apply(target, self, args) {
        if (!realm.userCode) return Reflect.apply(target, self, args);
        const given = [...args];
        const jobs = withWorker(type, args);
        const object: unknown = watch.inside(() => Reflect.apply(target, self, args));
        if (!isObject(object) || realm.promises.recordOf(object) !== undefined) return object;
        const instance = wrapInstance(object, type);
        register(instance, type, text, given, jobs);
        return instance;
      },
      get: (target, key, receiver) => parts.get(key) ?? Reflect.get(target, key, receiver),
    });

  /** A function that is an operation by itself. */
  const wrapFunction = (original: Callable, operation: FunctionOperation, module: string): Callable =>
    like(original, function operate(this: unknown, ...args) {
      const { callback } = operation;
      const at = callback === undefined ? undefined : indexAt(callback.argument, concrete(args));
      const given = at === undefined ? undefined : args[at];
      const capacity = capacityFrom(operation.capacity, concrete(args), Number);
      const bound = capacity !== undefined && Number.isFinite(capacity);
      const { kind } = operation;
      if (realm.userCode && operation.result.kind === "remote") {
        const remote = original.apply(this, args);
        const record = realm.promises.recordOf(remote);
        if (record === undefined) return isObject(remote) ? watchRemote(watch, remote, module) : remote;
        const text = `${operation.export}() of ${module}: the other side has not answered yet`;
        record.origin = { kind: "operation", wait: () => ({ kind: "message", text }) };
        record.tap = (state, value) =>
          state === "fulfilled" && isObject(value) ? watchRemote(watch, value, module) : value;
        return remote;
      }
      if (operation.on === "name" && operation.key !== undefined)
        return byName(original, operation, module).apply(this, args);
      if (!realm.userCode || at === undefined || !isCallable(given) || !bound || kind === "agent")
        return original.apply(this, args);
      const label = operation.export === "default" ? original.name || module : operation.export;
      const text = { origin: `${module} ${label}`, label };
      const resource = create({ kind, capacity, operations: [] }, text, capacity, {});
      const subject: Subject = { resource, label, bounded: false, jobs: undefined };
      args[at] = eachSection(watch, operation, subject, given, `${label}()`);
      const result = watch.inside(() => original.apply(this, args));
      const record = realm.promises.recordOf(result);
      if (record !== undefined) record.origin = waitForAll(resource, `the end of ${label}()`);
      else if (isObject(result)) watchIterable(watch, result, waitForAll(resource, `the next result of ${label}()`));
      return result;
    });

  /** A function that takes or gives back what everybody who says a name shares. */
  const byName = (original: Callable, operation: FunctionOperation, module: string): Callable => {
    const type: Described = {
      kind: operation.kind === "agent" ? "port" : operation.kind,
      capacity: operation.capacity,
      operations: [],
    };
    const text = { origin: module, label: module };
    const find = (_receiver: unknown, args: readonly unknown[]): Subject | undefined => {
      const name = operation.key === undefined ? undefined : valueAt(operation.key, concrete(args));
      if (typeof name !== "string") return undefined;
      const capacity = capacityFrom(operation.capacity, concrete(args), Number);
      const make = () =>
        resources.create({
          kind: type.kind,
          origin: module,
          site: realm.site,
          name: `${module}[${JSON.stringify(name)}]`,
          ...(typeof capacity === "number" && Number.isFinite(capacity) ? { capacity } : {}),
        });
      return {
        resource: resources.named(`${module}\n${name}`, make),
        label: text.label,
        bounded: false,
        jobs: undefined,
      };
    };
    return watchOperation({ watch, find, made: () => undefined }, original, { ...operation, member: operation.export });
  };

  /** `withTimeout(mutex, ms)`: another object for the same resource. */
  const wrapAlias = (original: Callable, argument: number, bounded: boolean): Callable =>
    like(original, function wrapped_(this: unknown, ...args) {
      const target = args[argument];
      const made = isObject(target) ? known.get(target) : undefined;
      const result = watch.inside(() => original.apply(this, args));
      if (made === undefined || !isObject(result) || result === target) return result;
      if (made.resource !== undefined) resources.alias(result, made.resource);
      known.set(result, { ...made, bounded: made.bounded || bounded });
      return wrapInstance(result, made.type);
    });

  const replacements = (entry: LibraryEntry, exported: (name: string) => unknown): Map<PropertyKey, unknown> => {
    const replaced = new Map<PropertyKey, unknown>();
    for (const operation of entry.functions) {
      const original = exported(operation.export);
      if (isCallable(original)) replaced.set(operation.export, wrapFunction(original, operation, entry.module));
    }
    for (const alias of entry.aliases) {
      const original = exported(alias.export);
      if (isCallable(original)) replaced.set(alias.export, wrapAlias(original, alias.argument, alias.bounded));
    }
    // The default export last: the others may be its parts.
    const types = [...entry.types].sort((a, b) => Number(a.export === "default") - Number(b.export === "default"));
    for (const type of types) {
      const original = exported(type.export);
      if (!isCallable(original)) continue;
      const label = labelOf(type, entry.module.replace(/^@[^/]+\//, "").replace(/\/.*$/, ""));
      const text = { origin: `${entry.module} ${label}`, label };
      const parts = type.export === "default" ? new Map(replaced) : NONE;
      if (type.construct === "new") replaced.set(type.export, wrapClass(original, type, text, parts));
      if (type.construct === "call") replaced.set(type.export, wrapFactory(original, type, text, parts));
      // Methods of what only other operations give.
      if (type.construct === "result") wrapClass(original, type, text);
    }
    return replaced;
  };

  return {
    wrap(module, namespace) {
      const entry = catalog.find((candidate) => candidate.module === module);
      if (entry === undefined) return namespace;
      // What a CommonJS module is, counts as its default export.
      const whole: unknown = isCallable(namespace) ? namespace : get(namespace, "default");
      const replaced = replacements(entry, (name) =>
        name === "default" ? whole : (get(namespace, name) ?? (isObject(whole) ? get(whole, name) : undefined)),
      );
      const own = replaced.get("default");
      if (isCallable(namespace)) return isObject(own) ? own : withParts(namespace, replaced);
      const result: Record<PropertyKey, unknown> = {};
      for (const key of Reflect.ownKeys(namespace)) {
        if (key === "__esModule") Object.defineProperty(result, key, { value: get(namespace, key) });
        else result[key] = replaced.get(key) ?? get(namespace, key);
      }
      // `import async from "async"` and `import * as async from "async"` are the same functions.
      if (own === undefined && isObject(whole)) result.default = withParts(whole, replaced);
      return result;
    },
    userClass(constructor, primitive) {
      const described = scenario.primitives[primitive];
      if (described === undefined || !isCallable(constructor)) return constructor;
      const type: Described = {
        kind: described.kind,
        capacity: described.kind === "mutex" ? 1 : { argument: 0 },
        operations: operationsOf(described),
      };
      const text = { origin: `class ${described.className}`, label: described.className };
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

const NONE: ReadonlyMap<PropertyKey, unknown> = new Map();

/** An object or function with some of its members replaced. */
function withParts(whole: object, parts: ReadonlyMap<PropertyKey, unknown>): object {
  if (parts.size === 0) return whole;
  return new Proxy(whole, {
    get(target, key, receiver) {
      const fixed = Reflect.getOwnPropertyDescriptor(target, key);
      const mayDiffer = fixed === undefined || fixed.configurable === true || fixed.writable === true;
      return (mayDiffer ? parts.get(key) : undefined) ?? Reflect.get(target, key, receiver);
    },
  });
}

/** What the library's own documentation calls it. */
function labelOf(type: ResourceType, otherwise: string): string {
  if (type.export !== "default") return type.export;
  // What is called itself, `limit(fn)`, has no name in the library.
  if (type.operations.some(({ member }) => member === "")) return otherwise;
  return type.typeNames.find((name) => name !== "default") ?? otherwise;
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

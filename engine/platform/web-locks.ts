// `navigator.locks` (Web Locks, w3c.github.io/web-locks): one first-in-first-out queue a name, shared by the threads of a process.

import type { Holding, Resource } from "../probes/resources";
import type { Task } from "../runtime/tasks";
import { get, isCallable, isObject, option } from "../runtime/values";
import type { LockMode } from "../trace/trace";
import { type EventClasses, rename } from "./event-target";
import type { Realm } from "./realm";

interface Request {
  readonly realm: Realm;
  readonly task: Task | undefined;
  readonly name: string;
  readonly mode: LockMode;
  readonly resource: Resource;
  granted(): void;
  stolen(): void;
}

interface Held extends Request {
  readonly holding: Holding;
}

/** State of all locks of a process. */
interface Manager {
  readonly queues: Map<string, Request[]>;
  readonly held: Held[];
  readonly resources: Map<string, Resource>;
}

export interface WebLocks {
  readonly object: object;
  /** Releases what the thread holds and drops what it asked for: it has ended. */
  close(): void;
}

export function createWebLocks(realm: Realm, events: EventClasses): WebLocks {
  const manager = managerOf(realm);

  /** Grants what is first in its queue and compatible with what is held. */
  const process = (name: string) => {
    const queue = manager.queues.get(name) ?? [];
    for (let first = queue[0]; first !== undefined && isGrantable(manager, first); first = queue[0]) {
      queue.shift();
      grant(first);
    }
  };
  const grant = (request: Request) => {
    const holding: Holding = { task: request.task, amount: 1, mode: request.mode };
    manager.held.push({ ...request, holding });
    realm.world.resources.hold(request.resource, holding);
    const memory = realm.world.memory();
    memory.races.join(request.realm.thread, memory.handedOn.get(request.resource));
    request.granted();
  };
  const release = (request: Request) => {
    const index = manager.held.findIndex((held) => held.granted === request.granted);
    const held = manager.held[index];
    if (held === undefined) return;
    manager.held.splice(index, 1);
    realm.world.resources.drop(request.resource, held.holding);
    const memory = realm.world.memory();
    if (memory.used) memory.handedOn.set(request.resource, memory.races.send(request.realm.thread));
    realm.emit({
      kind: "release",
      resource: request.resource.id,
      amount: 1,
      ...(request.task === undefined ? {} : { holder: request.task.id }),
    });
    // Others may get it when this thread has used the CPU time up to here; this very thread too, so it must live until then.
    const deciding = { what: () => "a lock that is given back", site: realm.site, referenced: () => true };
    realm.loop.addHandle(deciding);
    realm.recorder.effect(() => {
      realm.loop.removeHandle(deciding);
      process(request.name);
    });
  };

  /** Runs in the requesting thread: as a task of its loop, since the lock manager answers from outside. */
  const answer = (from: Realm, run: () => void) => {
    from.loop.complete(from.job(run));
    from.wake();
  };

  class VirtualLock {
    readonly name: string;
    readonly mode: LockMode;
    constructor(name: string, mode: LockMode) {
      this.name = name;
      this.mode = mode;
    }
  }
  rename(VirtualLock, "Lock");
  Object.defineProperty(VirtualLock.prototype, Symbol.toStringTag, { value: "Lock", configurable: true });

  const request = (...args: unknown[]): object => {
    realm.check();
    const wrong = wrongArguments(args);
    if (wrong !== undefined) {
      const { promise, record } = realm.promises.create(undefined);
      realm.promises.reject(record, wrong);
      return promise;
    }
    const name = String(args[0]);
    const callback = args.length > 2 ? args[2] : args[1];
    const options = args.length > 2 ? args[1] : undefined;
    const mode: LockMode = option(options, "mode") === "shared" ? "shared" : "exclusive";
    const ifAvailable = option(options, "ifAvailable") === true;
    const steal = option(options, "steal") === true;
    const signal = option(options, "signal");
    const resource = resourceOf(realm, manager, name);
    const task = realm.tasks.owner();
    const site = realm.site;
    const text = `navigator.locks.request("${name}")`;
    let hasLock = false;
    const { promise, record } = realm.pending(() =>
      hasLock
        ? { kind: "event", resource: resource.id, text: `the end of the callback of ${text}` }
        : { kind: "acquire", resource: resource.id, text },
    );
    const refuse = (errorName: string, message: string) => {
      realm.promises.reject(record, new events.DOMException(message, errorName));
      return promise;
    };
    if (!isCallable(callback)) return promise;
    if (name.startsWith("-")) return refuse("NotSupportedError", "Names cannot start with '-'.");
    if (steal && ifAvailable) return refuse("NotSupportedError", "'steal' and 'ifAvailable' cannot be used together.");
    if (steal && mode !== "exclusive") return refuse("NotSupportedError", "'steal' needs mode 'exclusive'.");
    if (signal !== undefined && (steal || ifAvailable)) {
      return refuse("NotSupportedError", "'signal' cannot be used with 'steal' or 'ifAvailable'.");
    }
    if (isObject(signal) && get(signal, "aborted") === true) {
      realm.promises.reject(record, get(signal, "reason"));
      return promise;
    }
    realm.emit({ kind: "request", resource: resource.id, mode, amount: 1 });

    /** Calls the callback and holds the lock until what it returns has settled. */
    let started = false;
    let aborted = false;
    const run = (lock: VirtualLock | null) => {
      if (aborted) {
        // Aborted between the grant and this task: the promise has been rejected, the callback is not called.
        if (lock !== null) release(entry);
        return;
      }
      started = true;
      let settled = false;
      const finish = (how: () => void) => {
        if (settled) return;
        settled = true;
        if (lock !== null) release(entry);
        how();
      };
      let result: unknown;
      try {
        result = realm.tasks.runFor(task, () => callback.call(undefined, lock));
      } catch (error) {
        realm.check();
        finish(() => realm.promises.reject(record, error));
        return;
      }
      const inner = realm.promises.promiseResolve(result);
      record.following = inner;
      realm.promises.awaitWith(
        inner,
        undefined,
        (value) => finish(() => realm.promises.resolve(record, value)),
        (error) => finish(() => realm.promises.reject(record, error)),
      );
    };
    const handle = { what: () => `a request for the lock "${name}"`, site, referenced: () => true };
    const entry: Request = {
      realm,
      task,
      name,
      mode,
      resource,
      granted() {
        hasLock = true;
        // Like any answer on its way it keeps the loop alive, also when the request had waited without doing so.
        realm.loop.addHandle(handle);
        emitFor(realm, task, site, { kind: "acquire", resource: resource.id, mode, amount: 1 });
        answer(realm, () => {
          realm.loop.removeHandle(handle);
          run(new VirtualLock(name, mode));
        });
      },
      stolen() {
        answer(realm, () =>
          realm.promises.reject(
            record,
            new events.DOMException("Lock broken by another request with the 'steal' option.", "AbortError"),
          ),
        );
      },
    };
    // The answer of the lock manager keeps the loop alive until it is there.
    const decide = () => {
      if (aborted) {
        realm.loop.removeHandle(handle);
        emitFor(realm, task, site, { kind: "abandon", resource: resource.id });
        return;
      }
      const queue = manager.queues.get(name) ?? [];
      manager.queues.set(name, queue);
      if (steal) {
        for (const held of manager.held.filter((each) => each.name === name)) {
          manager.held.splice(manager.held.indexOf(held), 1);
          realm.world.resources.drop(resource, held.holding);
          held.stolen();
        }
        queue.unshift(entry);
      } else if (ifAvailable && (queue.length > 0 || !isGrantable(manager, entry))) {
        emitFor(realm, task, site, { kind: "abandon", resource: resource.id });
        answer(realm, () => {
          realm.loop.removeHandle(handle);
          run(null);
        });
        return;
      } else queue.push(entry);
      process(name);
      if (queue.includes(entry)) realm.loop.removeHandle(handle);
    };
    realm.loop.addHandle(handle);
    if (isObject(signal)) {
      const add = get(signal, "addEventListener");
      const abort = () => {
        if (started || aborted) return;
        aborted = true;
        realm.promises.reject(record, get(signal, "reason"));
        const queue = manager.queues.get(name) ?? [];
        const index = queue.indexOf(entry);
        if (index < 0) return;
        queue.splice(index, 1);
        realm.emit({ kind: "abandon", resource: resource.id });
        process(name);
      };
      if (isCallable(add)) add.call(signal, "abort", abort);
    }
    realm.recorder.effect(decide);
    return promise;
  };

  class LockManager {
    request(...args: unknown[]): object {
      return request(...args);
    }
    query(): object {
      const { promise, record } = realm.pending(() => ({ kind: "io", text: "navigator.locks.query()" }));
      const show = (entry: Request) => ({
        name: entry.name,
        mode: entry.mode,
        clientId: `thread-${entry.realm.threadId}`,
      });
      realm.completeLater(0, "navigator.locks.query()", () =>
        realm.promises.resolve(record, {
          held: manager.held.map(show),
          pending: [...manager.queues.values()].flat().map(show),
        }),
      );
      return promise;
    }
  }
  return {
    object: new LockManager(),
    close() {
      for (const queue of manager.queues.values()) {
        for (const entry of queue.filter((each) => each.realm === realm)) queue.splice(queue.indexOf(entry), 1);
      }
      for (const held of manager.held.filter((each) => each.realm === realm)) release(held);
      for (const name of manager.queues.keys()) process(name);
    },
  };
}

/** What Web IDL refuses: too few arguments, or ones of a wrong type. */
function wrongArguments(args: readonly unknown[]): TypeError | undefined {
  const callback = args.length > 2 ? args[2] : args[1];
  const options = args.length > 2 ? args[1] : undefined;
  if (args.length < 2) return new TypeError(`2 arguments required, but only ${args.length} present.`);
  if (typeof args[0] === "symbol") return new TypeError("Cannot convert a Symbol value to a string");
  if (!isCallable(callback)) return new TypeError("The callback provided is not a function");
  if (options !== undefined && options !== null && !isObject(options))
    return new TypeError("The options are no object");
  const [mode, signal] = [option(options, "mode"), option(options, "signal")];
  if (mode !== undefined && mode !== "shared" && mode !== "exclusive")
    return new TypeError(`The provided value '${String(mode)}' is not a valid enum value of type LockMode.`);
  if (signal !== undefined && !(isObject(signal) && "aborted" in signal))
    return new TypeError("The signal is no AbortSignal");
  return undefined;
}

/** Only the first in a queue can be granted: with no other holder, or, for a shared one, with shared holders only. */
function isGrantable(manager: Manager, request: Request): boolean {
  const holders = manager.held.filter((held) => held.name === request.name);
  return request.mode === "exclusive" ? holders.length === 0 : holders.every((held) => held.mode === "shared");
}

function resourceOf(realm: Realm, manager: Manager, name: string): Resource {
  let resource = manager.resources.get(name);
  if (resource === undefined) {
    resource = realm.world.resources.create({
      kind: "rwlock",
      origin: "Web Lock",
      capacity: 1,
      name,
      site: realm.site,
    });
    manager.resources.set(name, resource);
    realm.emit({ kind: "resource-new", resource: resource.id });
  }
  return resource;
}

function emitFor(
  realm: Realm,
  task: Task | undefined,
  site: number | undefined,
  event: Parameters<Realm["emit"]>[0],
): void {
  realm.recorder.emit({
    ...event,
    thread: realm.thread,
    ...(task === undefined ? {} : { task: task.id }),
    ...(site === undefined ? {} : { site }),
  });
}

function managerOf(realm: Realm): Manager {
  const { shared } = realm.world;
  const key = `locks of process ${realm.process}`;
  let manager = shared.get(key);
  if (manager === undefined) {
    manager = { queues: new Map(), held: [], resources: new Map() } satisfies Manager;
    shared.set(key, manager);
  }
  // Only this module writes that key.
  return manager as Manager;
}

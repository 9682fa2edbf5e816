// `MessageChannel`, `MessagePort` and `receiveMessageOnPort`, with Node's rules for starting, referencing and closing.

import type { Untimed } from "../kernel/agent";
import type { Stamp } from "../analysis/races";
import type { Resource } from "../probes/resources";
import type { Task } from "../runtime/tasks";
import { codedError, get, isCallable, isObject, option } from "../runtime/values";
import type { LoopJob, PollSource } from "./event-loop";
import { defineHandler, type EventClasses, rename, type VirtualEventTarget } from "./event-target";
import { inspect } from "./inspect";
import type { Realm } from "./realm";
import { structuredCloneWith } from "./structured-clone";

export type Message =
  | {
      readonly kind: "data";
      readonly value: unknown;
      readonly item: number;
      readonly sender: Task | undefined;
      /** What the sender had done before, where memory is shared. */
      readonly after: Stamp | undefined;
    }
  /** The other end has closed. */
  | { readonly kind: "close" }
  /** Something else that has to keep its place among the messages, for example a worker's exit. */
  | { readonly kind: "control"; readonly run: () => void };

/** One end of a channel. It outlives the port object, which a transfer leaves behind. */
export interface PortEnd {
  peer: PortEnd | undefined;
  readonly queue: Message[];
  readonly resource: Resource;
  /** The thread that receives here now. */
  receiver: Receiver | undefined;
  closed: boolean;
}

export interface Receiver {
  readonly realm: Realm;
  /** Whether messages are delivered, not only kept. */
  started(): boolean;
  deliver(value: unknown): unknown;
  /** The end was closed from the other side. */
  closed(): void;
}

export interface PortClasses {
  readonly MessagePort: object;
  readonly MessageChannel: new () => object;
  /** Makes the port object of an end that has arrived in this thread. */
  adopt(end: PortEnd): VirtualEventTarget;
  endOf(port: unknown): PortEnd | undefined;
  /** Copies a value for another thread; `transfer` is a list, or an object with one. `source`: the port that sends. */
  clone(value: unknown, transfer: unknown, source?: unknown): unknown;
  /** The buffer is copied from now on, not moved. */
  markAsUntransferable(buffer: unknown): void;
  isMarkedAsUntransferable(buffer: unknown): boolean;
  /** Makes a message that has arrived this thread's own: its ports become port objects. */
  unpack(value: unknown): unknown;
  receiveMessageOnPort(port: unknown): { readonly message: unknown } | undefined;
  /** Closes everything that the thread still holds: it has ended. */
  closeAll(): void;
}

/** Two connected ends. With one name they are the ends of a pipe, in which everything travels to the first. */
export function createPair(realm: Realm, [name, other]: readonly [string, string?]): readonly [PortEnd, PortEnd] {
  const end = (resource: Resource): PortEnd => ({
    peer: undefined,
    queue: [],
    resource,
    receiver: undefined,
    closed: false,
  });
  const first = end(newPortResource(realm, name));
  const second = end(other === undefined ? first.resource : newPortResource(realm, other));
  first.peer = second;
  second.peer = first;
  return [first, second];
}

function newPortResource(realm: Realm, name: string): Resource {
  const resource = realm.world.resources.create({ kind: "port", origin: "MessagePort", name, site: realm.site });
  realm.emit({ kind: "resource-new", resource: resource.id });
  return resource;
}

/** Sends a copied value to the other end of `from`, when the sender has used the CPU time up to here. `shown` is what a person reads. */
export function send(realm: Realm, from: PortEnd, value: unknown, shown: unknown = value): void {
  const item = realm.world.nextItem++;
  const sender = realm.tasks.owner();
  const preview = inspect(shown, { depth: 1 }).replaceAll(/\s+/g, " ").slice(0, 80);
  const memory = realm.world.memory();
  const after = memory.used ? memory.races.send(realm.thread) : undefined;
  const site = realm.site;
  const [thread, task] = [realm.thread, sender?.id];
  const deliver = (record: (event: Untimed) => void) => {
    const to = from.peer;
    if (to === undefined || to.closed || from.closed) return;
    to.queue.push({ kind: "data", value, item, sender, after });
    record({
      kind: "put",
      resource: to.resource.id,
      item,
      preview,
      level: to.queue.filter((message) => message.kind === "data").length,
      thread,
      ...(task === undefined ? {} : { task }),
      ...(site === undefined ? {} : { site }),
      ...(to.receiver === undefined ? {} : { to: to.receiver.realm.thread }),
    });
    to.receiver?.realm.wake();
  };
  // Inside one thread it is there at once: `receiveMessageOnPort` in the next statement finds it.
  if (from.peer?.receiver?.realm === realm) deliver(realm.recorder.emit);
  else realm.recorder.effect(() => deliver(realm.world.kernel.record));
}

/** Puts a control message into a receiver's queue and wakes it. Runs in the kernel's time. */
export function post(to: PortEnd, message: Message): void {
  to.queue.push(message);
  to.receiver?.realm.wake();
}

/** Closes an end: what it had not received is lost, and the other end learns of it after the messages under way. */
export function closeEnd(realm: Realm, end: PortEnd): void {
  if (end.closed) return;
  const close = () => {
    end.closed = true;
    end.queue.length = 0;
    if (end.peer !== undefined && !end.peer.closed) post(end.peer, { kind: "close" });
  };
  if (end.peer?.receiver?.realm === realm) close();
  else realm.recorder.effect(close);
}

/** Takes the next message off an end; `undefined` where there is none to deliver now. */
export function takeJob(end: PortEnd): LoopJob | undefined {
  const { receiver } = end;
  const [message] = end.queue;
  if (receiver === undefined || message === undefined) return undefined;
  if (message.kind !== "close" && !receiver.started()) return undefined;
  end.queue.shift();
  const { realm } = receiver;
  if (message.kind === "close") return realm.job(() => receiver.closed());
  if (message.kind === "control") return realm.job(message.run);
  const context = { ...realm.job(() => undefined).context, waker: message.sender };
  return realm.job(() => {
    realm.world.memory().races.join(realm.thread, message.after);
    realm.emit({ kind: "take", resource: end.resource.id, item: message.item, level: dataCount(end) });
    return receiver.deliver(message.value);
  }, context);
}

export function portSource(end: PortEnd): PollSource {
  return {
    size: () => (end.receiver?.started() || end.queue[0]?.kind === "close" ? end.queue.length : 0),
    take: () => takeJob(end),
    limit: (size) => Math.max(size, 1000),
    stopsOnError: true,
  };
}

function dataCount(end: PortEnd): number {
  return end.queue.filter((message) => message.kind === "data").length;
}

/** A list, something to go through, or an object that has one as `transfer`. */
function transferList(given: unknown): readonly unknown[] {
  if (given === undefined || given === null) return [];
  const refuse = (what: string) =>
    codedError(TypeError, "ERR_INVALID_ARG_TYPE", `Optional ${what} argument must be an iterable`);
  if (!isObject(given)) throw refuse("transferList");
  if (isCallable(get(given, Symbol.iterator))) return Array.from(Object(given));
  const inner = option(given, "transfer");
  if (inner === undefined || inner === null) return [];
  if (!isObject(inner) || !isCallable(get(inner, Symbol.iterator))) throw refuse("options.transfer");
  return Array.from(Object(inner));
}

/** A token that stands for a port inside a message under way. */
class PortToken {
  constructor(readonly end: PortEnd) {}
}

export function createPortClasses(realm: Realm, events: EventClasses): PortClasses {
  const ends = new WeakMap<object, PortEnd>();
  const owned = new Set<{ readonly end: PortEnd; release(): void }>();
  const releases = new WeakMap<object, () => void>();
  const untransferable = new WeakSet<object>();
  let constructing = false;

  const cloneHost = {
    dataCloneError: (message: string) => new events.DOMException(message, "DataCloneError"),
    transfer(value: object): object | undefined {
      const end = ends.get(value);
      if (value instanceof VirtualPort && (end === undefined || stateOf(value).closing)) {
        throw new events.DOMException("MessagePort in transfer list is already detached", "DataCloneError");
      }
      return end === undefined ? undefined : new PortToken(end);
    },
    codedError: (code: string, message: string) => codedError(TypeError, code, message),
    isUntransferable: (value: object) => untransferable.has(value),
    detach: realm.world.input.host.pure.detach,
    share(buffer: object) {
      const memory = realm.world.memory();
      memory.crossed.add(buffer);
      memory.used = true;
    },
    receive: (token: object) => (token instanceof PortToken ? adopt(token.end) : undefined),
  };

  const clone = (value: unknown, transfer: unknown, source?: unknown): unknown => {
    const list = transferList(transfer);
    if (source !== undefined && list.includes(source))
      throw new events.DOMException("Transfer list contains source port", "DataCloneError");
    const copy = structuredCloneWith({ ...cloneHost, receive: () => undefined }, value, list);
    for (const item of list) {
      if (!isObject(item)) continue;
      releases.get(item)?.();
      ends.delete(item);
    }
    return copy;
  };
  /** Turns the tokens in a message that has arrived into ports of this thread. */
  const unpack = (value: unknown): unknown =>
    hasToken(value, new Set()) ? structuredCloneWith(cloneHost, value, []) : value;

  class VirtualPort extends events.EventTarget {
    readonly #wrappers = new Map<unknown, (event: unknown) => unknown>();

    constructor() {
      super();
      if (!constructing) {
        throw codedError(TypeError, "ERR_CONSTRUCT_CALL_INVALID", "Constructor cannot be called");
      }
    }

    postMessage(...args: readonly unknown[]): void {
      realm.check();
      if (args.length === 0)
        throw codedError(TypeError, "ERR_MISSING_ARGS", "Not enough arguments to MessagePort.postMessage");
      const end = ends.get(this);
      const copy = clone(args[0], args[1], this);
      if (end !== undefined && !stateOf(this).closing) send(realm, end, copy);
    }
    start(): void {
      stateOf(this).started = true;
      realm.wake();
    }
    close(): void {
      const end = ends.get(this);
      if (end === undefined || end.closed || stateOf(this).closing) return;
      stateOf(this).closing = true;
      // In a message handler: what else this pass has for the port still arrives, as in Node.
      const release = releases.get(this);
      if (!stateOf(this).delivering()) release?.();
      realm.loop.close(
        realm.job(() => {
          closeEnd(realm, end);
          release?.();
          return this.dispatchEvent(new events.Event("close"));
        }),
      );
    }
    ref(): void {
      stateOf(this).referenced = true;
    }
    unref(): void {
      stateOf(this).referenced = false;
    }
    hasRef(): boolean {
      return stateOf(this).referenced;
    }
    on(type: string, listener: unknown): this {
      return this.#add(type, listener, false);
    }
    addListener(type: string, listener: unknown): this {
      return this.#add(type, listener, false);
    }
    once(type: string, listener: unknown): this {
      return this.#add(type, listener, true);
    }
    off(type: string, listener: unknown): this {
      const wrapper = this.#wrappers.get(listener);
      if (wrapper !== undefined) this.removeEventListener(type, wrapper);
      else this.removeEventListener(type, listener);
      return this;
    }
    removeListener(type: string, listener: unknown): this {
      return this.off(type, listener);
    }
    removeAllListeners(type = "message"): this {
      for (const wrapper of this.#wrappers.values()) this.removeEventListener(type, wrapper);
      return this;
    }
    emit(type: string, value: unknown): boolean {
      const had = events.count(this, type) > 0;
      this.dispatchEvent(new events.MessageEvent(type, { data: value }));
      return had;
    }
    listenerCount(type: string): number {
      return events.count(this, type);
    }
    #add(type: string, listener: unknown, once: boolean): this {
      if (!isCallable(listener)) {
        throw codedError(TypeError, "ERR_INVALID_ARG_TYPE", 'The "listener" argument must be of type function.');
      }
      const wrapper = (event: unknown): unknown => {
        const deep = realm.suspensions.accept();
        const data = isObject(event) && "data" in event ? get(event, "data") : undefined;
        return deep ? realm.call(listener, this, [data]) : listener.call(this, data);
      };
      realm.passesOn(wrapper);
      this.#wrappers.set(listener, wrapper);
      this.addEventListener(type, wrapper, { once });
      return this;
    }
  }
  rename(VirtualPort, "MessagePort");
  defineHandler(VirtualPort, "message");

  interface PortState {
    started: boolean;
    referenced: boolean;
    closing: boolean;
    /** Whether the running callback is one of its messages. */
    delivering: () => boolean;
  }
  const states = new WeakMap<object, PortState>();
  const stateOf = (port: object): PortState => {
    let state = states.get(port);
    if (state === undefined) {
      state = { started: false, referenced: false, closing: false, delivering: () => false };
      states.set(port, state);
    }
    return state;
  };

  const adopt = (end: PortEnd): VirtualPort => {
    constructing = true;
    const port = new VirtualPort();
    constructing = false;
    const state = stateOf(port);
    ends.set(port, end);
    const source = portSource(end);
    state.delivering = () => realm.loop.isPolling(source);
    const name = () => realm.world.resources.name(end.resource);
    const handle = {
      what: () => `a message listener on ${name()}`,
      site: realm.site,
      referenced: () => state.referenced && !end.closed,
    };
    const entry = {
      end,
      release() {
        realm.loop.removeSource(source);
        realm.loop.removeHandle(handle);
        owned.delete(entry);
        if (end.receiver === receiver) end.receiver = undefined;
      },
    };
    const receiver: Receiver = {
      realm,
      started: () => state.started,
      deliver: (value) => events.deliver(port, new events.MessageEvent("message", { data: unpack(value) })),
      closed() {
        end.closed = true;
        entry.release();
        realm.loop.close(realm.job(() => port.dispatchEvent(new events.Event("close"))));
      },
    };
    end.receiver = receiver;
    owned.add(entry);
    releases.set(port, entry.release);
    realm.loop.addSource(source);
    realm.loop.addHandle(handle);
    let listeners = 0;
    events.observe(port, (type, count) => {
      if (type !== "message") return;
      if (listeners === 0 && count > 0) {
        state.referenced = true;
        state.started = true;
        handle.site ??= realm.site;
        realm.wake();
      } else if (listeners > 0 && count === 0) state.referenced = false;
      listeners = count;
    });
    return port;
  };

  class VirtualChannel {
    readonly port1: object;
    readonly port2: object;
    constructor() {
      realm.check();
      const [first, second] = createPair(realm, ["port1", "port2"]);
      this.port1 = adopt(first);
      this.port2 = adopt(second);
    }
  }
  rename(VirtualChannel, "MessageChannel");

  return {
    MessagePort: VirtualPort,
    MessageChannel: VirtualChannel,
    adopt,
    endOf: (port) => (isObject(port) ? ends.get(port) : undefined),
    clone,
    unpack,
    markAsUntransferable(buffer) {
      if (isObject(buffer)) untransferable.add(buffer);
    },
    isMarkedAsUntransferable: (buffer) => isObject(buffer) && untransferable.has(buffer),
    receiveMessageOnPort(port) {
      const end = isObject(port) ? ends.get(port) : undefined;
      if (end === undefined) {
        throw codedError(TypeError, "ERR_INVALID_ARG_TYPE", 'The "port" argument must be a MessagePort instance');
      }
      const index = end.queue.findIndex((message) => message.kind === "data");
      const message = end.queue[index];
      if (message?.kind !== "data") return undefined;
      end.queue.splice(index, 1);
      realm.world.memory().races.join(realm.thread, message.after);
      realm.emit({ kind: "take", resource: end.resource.id, item: message.item, level: dataCount(end) });
      return { message: unpack(message.value) };
    },
    closeAll() {
      for (const entry of [...owned]) {
        closeEnd(realm, entry.end);
        entry.release();
      }
    },
  };
}

function hasToken(value: unknown, seen: Set<object>): boolean {
  if (typeof value !== "object" || value === null || seen.has(value)) return false;
  seen.add(value);
  if (value instanceof PortToken) return true;
  if (value instanceof Map || value instanceof Set) return [...value].flat().some((item) => hasToken(item, seen));
  if (ArrayBuffer.isView(value)) return false;
  return Object.values(value).some((item) => hasToken(item, seen));
}

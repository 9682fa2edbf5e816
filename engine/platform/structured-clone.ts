// The structured clone algorithm (HTML, 2.7) over the values of virtual threads: what `postMessage` and `structuredClone` copy.

import { get, isObject } from "../runtime/values";

/** What the algorithm needs to know of a thread's own classes. */
export interface CloneHost {
  /** Makes the error that says what could not be cloned. */
  dataCloneError(message: string): unknown;
  /** Makes one of Node's own argument errors. */
  codedError(code: string, message: string): unknown;
  /** Whether a buffer was marked: it is copied although it is in the list. */
  isUntransferable(value: object): boolean;
  /** Whether an object can only be transferred, like a port; gives a token that stands for it in the message. */
  transfer(value: object): object | undefined;
  /** Empties a buffer, where the language cannot. */
  readonly detach: ((buffer: ArrayBuffer) => void) | undefined;
  /** A shared buffer is in the message: from now on others can see into it. */
  share(buffer: object): void;
  /** Gives the object for a token that arrived. */
  receive(token: object): object | undefined;
}

/** Copies a value. Objects in `transfer` move: buffers are detached here, ports go to the receiver. */
export function structuredCloneWith(host: CloneHost, value: unknown, transfer: readonly unknown[]): unknown {
  const memory = new Map<object, unknown>();
  const buffers: ArrayBuffer[] = [];
  for (const item of transfer) {
    if (!isObject(item)) throw invalidItem(host);
    if (item instanceof ArrayBuffer) {
      if (host.isUntransferable(item)) continue;
      if (memory.has(item)) throw host.dataCloneError("Transfer list contains duplicate ArrayBuffer");
      buffers.push(item);
      // One that was transferred before is empty, and cannot be sliced.
      memory.set(item, item.byteLength === 0 ? new ArrayBuffer(0) : item.slice(0));
      continue;
    }
    const token = host.transfer(item);
    if (token === undefined) throw invalidItem(host);
    if (memory.has(item)) throw host.dataCloneError(`Transfer list contains duplicate ${describe(item).slice(2, -1)}`);
    memory.set(item, token);
  }
  const copy = clone(host, value, memory);
  for (const buffer of buffers) detach(host, buffer);
  return copy;
}

function invalidItem(host: CloneHost): unknown {
  return host.codedError("ERR_INVALID_TRANSFER_OBJECT", "Found invalid object in transferList");
}

/** Empties a buffer at its sender, as a transfer does. */
function detach(host: CloneHost, buffer: ArrayBuffer): void {
  const transfer: unknown = get(buffer, "transfer");
  if (typeof transfer === "function") {
    Reflect.apply(transfer, buffer, []);
    return;
  }
  // Node before 22 has no `transfer`.
  host.detach?.(buffer);
}

function clone(host: CloneHost, value: unknown, memory: Map<object, unknown>): unknown {
  if (typeof value === "symbol") throw host.dataCloneError(`${String(value)} could not be cloned.`);
  if (!isObject(value)) return value;
  const known = memory.get(value);
  if (known !== undefined) return known;
  if (typeof value === "function")
    throw host.dataCloneError(`${Function.prototype.toString.call(value)} could not be cloned.`);
  const received = host.receive(value);
  if (received !== undefined) return remember(memory, value, received);
  if (host.transfer(value) !== undefined) {
    throw host.codedError(
      "ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST",
      "Object that needs transfer was found in message but not listed in transferList",
    );
  }
  if (typeof SharedArrayBuffer === "function" && value instanceof SharedArrayBuffer) {
    host.share(value);
    return value;
  }
  const leaf = cloneLeaf(host, value);
  if (leaf !== undefined) return remember(memory, value, leaf);
  if (ArrayBuffer.isView(value)) return remember(memory, value, cloneView(host, value, memory));
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    memory.set(value, copy);
    for (const [key, item] of [...value]) copy.set(clone(host, key, memory), clone(host, item, memory));
    return copy;
  }
  if (value instanceof Set) {
    const copy = new Set<unknown>();
    memory.set(value, copy);
    for (const item of [...value]) copy.add(clone(host, item, memory));
    return copy;
  }
  if (value instanceof Error) return cloneError(host, value, memory);
  if (value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef || hasPromiseTag(value)) {
    throw host.dataCloneError(`${describe(value)} could not be cloned.`);
  }
  const running = runningTag(value);
  if (running !== undefined) throw host.dataCloneError(`${running} could not be cloned.`);
  const copy: object = Array.isArray(value) ? new Array(value.length) : {};
  memory.set(value, copy);
  for (const key of Object.keys(value)) {
    Object.defineProperty(copy, key, {
      value: clone(host, get(value, key), memory),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return copy;
}

function cloneLeaf(host: CloneHost, value: object): object | undefined {
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof Boolean || value instanceof Number || value instanceof String) return Object(value.valueOf());
  if (value instanceof BigInt) return Object(BigInt.prototype.valueOf.call(value));
  if (value instanceof ArrayBuffer) {
    try {
      return value.slice(0);
    } catch {
      throw host.dataCloneError("An ArrayBuffer is detached and could not be cloned.");
    }
  }
  return undefined;
}

function cloneView(host: CloneHost, view: ArrayBufferView, memory: Map<object, unknown>): object {
  const buffer = clone(host, view.buffer, memory);
  const length: unknown = get(view, "length");
  // A subclass such as `Buffer` arrives as the class of the language that it extends.
  const Class: unknown = get(globalThis, view instanceof DataView ? "DataView" : String(get(view, Symbol.toStringTag)));
  if (typeof Class !== "function") throw host.dataCloneError(`${describe(view)} could not be cloned.`);
  return Reflect.construct(Class, [buffer, view.byteOffset, view instanceof DataView ? view.byteLength : length]);
}

const ERRORS: Readonly<Record<string, ErrorConstructor>> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

function cloneError(host: CloneHost, error: Error, memory: Map<object, unknown>): Error {
  const Class = ERRORS[String(error.name)] ?? Error;
  const copy = new Class();
  memory.set(error, copy);
  const hidden = (key: string, value: unknown) =>
    Object.defineProperty(copy, key, { value, writable: true, configurable: true, enumerable: false });
  if (Object.hasOwn(error, "message")) hidden("message", String(error.message));
  hidden("stack", String(error.stack));
  if (Object.hasOwn(error, "cause")) hidden("cause", clone(host, error.cause, memory));
  return copy;
}

function remember(memory: Map<object, unknown>, value: object, copy: object): object {
  memory.set(value, copy);
  return copy;
}

/** Generators, iterators and registries, which have a state of their own. */
function runningTag(value: object): string | undefined {
  const tag = Object.prototype.toString.call(value);
  if (Object.hasOwn(value, Symbol.toStringTag)) return undefined;
  if (tag === "[object Generator]" || tag === "[object AsyncGenerator]") return tag;
  if (/ Iterator\]$/.test(tag)) return "#<Object>";
  return describe(value) === "#<FinalizationRegistry>" ? "#<FinalizationRegistry>" : undefined;
}

function hasPromiseTag(value: object): boolean {
  return Object.prototype.toString.call(value) === "[object Promise]";
}

function describe(value: object): string {
  const constructor: unknown = get(value, "constructor");
  return `#<${typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Object"}>`;
}

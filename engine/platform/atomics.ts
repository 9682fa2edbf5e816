// `Atomics` of one virtual thread (ECMA-262, 25.4) over real shared memory: waiting is the machine's own, in virtual time.

import { TICKS_PER_MILLISECOND } from "../machine";
import type { Task } from "../runtime/tasks";
import type { Wait } from "../trace/trace";
import type { Realm } from "./realm";
import {
  type AtomicArray,
  type Cell,
  cellAt,
  cellOwner,
  ensureCell,
  isContended,
  isVisible,
  resourceOf,
  type Waiter,
} from "./shared-memory";

type Bits = number | bigint;

/** `get %TypedArray%.prototype[@@toStringTag]`. */
const arrayTag: (this: unknown) => unknown =
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get ?? (() => "");

const CHANGES = ["store", "add", "sub", "and", "or", "xor", "exchange"] as const;

/** The host's own functions; user code never sees them, since `wait` would stop the whole machine. */
const host = typeof Atomics === "object" ? { ...pick() } : undefined;

function pick() {
  const { load, store, add, sub, and, or, xor, exchange, compareExchange, isLockFree, wait } = Atomics;
  return { load, store, add, sub, and, or, xor, exchange, compareExchange, isLockFree, wait };
}

export function createAtomics(realm: Realm): object | undefined {
  if (host === undefined) return undefined;
  const native = host;
  const { suspensions } = realm;
  /** What the thread's next completion settles: V8 does all that are due in one task. */
  const settled: (() => void)[] = [];

  /** Does a step at its own moment where other threads can see it, else at once. */
  const step = (array: AtomicArray, run: () => unknown): unknown => {
    const accepted = suspensions.acceptOperation();
    if (!accepted || !isContended(realm, array.buffer)) return run();
    return suspensions.suspend({ perform: () => ({ value: run() }) });
  };
  const { races } = realm.world.memory();
  /** Tells the race detector, to which atomic operations are what orders threads. */
  const note = (array: AtomicArray, index: number, write: boolean) => {
    if (!isVisible(realm, array.buffer)) return;
    races.access({
      thread: realm.thread,
      task: realm.tasks.owner()?.id,
      site: realm.site,
      at: realm.recorder.now(),
      write,
      atomic: true,
      buffer: array.buffer,
      offset: array.byteOffset + index * array.BYTES_PER_ELEMENT,
      name: () => `${cellOwner(realm, array)}[${index}]`,
    });
  };

  let last: { readonly array: AtomicArray; readonly index: number; readonly value: Bits } | undefined;
  /** Notes a look that may be one turn of a busy wait. */
  const looked = (array: AtomicArray, index: number, value: Bits) => {
    const again = last?.array === array && last.index === index && last.value === value;
    if (!again) last = { array, index, value };
    realm.looked(again ? `${cellOwner(realm, array)}[${index}] stays ${value}` : "", again);
  };

  const changed = (array: AtomicArray, index: number, before: Bits, after: Bits, oneStep: boolean) => {
    if (!isShared(array)) return;
    const taken = oneStep && isZero(before) && !isZero(after);
    const cell = taken ? ensureCell(realm, array, index) : cellAt(realm, array, index);
    if (cell === undefined) return;
    if (taken) take(realm, cell, array, index);
    else if (isZero(after)) give(realm, cell);
  };

  const methods: Record<string, (...args: never[]) => unknown> = {
    load(given: unknown, at: unknown) {
      realm.check();
      const array = integerArray(given, false);
      const index = indexOf(array, at);
      return step(array, () => {
        const value = load(array, index);
        note(array, index, false);
        looked(array, index, value);
        return value;
      });
    },
    compareExchange(given: unknown, at: unknown, expected: unknown, replacement: unknown) {
      realm.check();
      const array = integerArray(given, false);
      const index = indexOf(array, at);
      const [wanted, next] = [bitsFor(array, expected), bitsFor(array, replacement)];
      return step(array, () => {
        const before: Bits = Reflect.apply(native.compareExchange, undefined, [array, index, wanted, next]);
        note(array, index, before === cast(array, wanted));
        if (before === cast(array, wanted)) changed(array, index, before, next, true);
        else looked(array, index, before);
        return before;
      });
    },
    isLockFree: (size: unknown) => native.isLockFree(Number(size)),
    /** A hint for busy waiting (ECMA-262, 25.4.9): costs one tick. */
    pause() {
      realm.check();
      realm.recorder.tick();
    },
    notify(given: unknown, at: unknown, count?: unknown) {
      realm.check();
      const array = integerArray(given, true);
      const index = indexOf(array, at);
      const most = count === undefined ? Number.POSITIVE_INFINITY : Math.max(0, toInteger(count));
      if (!isShared(array)) return 0;
      return step(array, () => {
        const cell = cellAt(realm, array, index);
        const woken = cell?.waiters.splice(0, most) ?? [];
        const by = realm.tasks.owner();
        const after = races.send(realm.thread);
        for (const waiter of woken) {
          waiter.notified?.(realm.thread);
          realm.recorder.effect(() => waiter.wake(by, after));
        }
        return woken.length;
      });
    },
    wait(given: unknown, at: unknown, expected: unknown, timeout?: unknown) {
      realm.check();
      const { array, index, value, limit } = waitArguments(given, at, expected, timeout);
      const perform = () => {
        const now = atOnce(array, index, value, limit);
        if (now !== undefined) return { value: now };
        const cell = ensureCell(realm, array, index);
        const wait = describe(realm, cell, array, index, value, limit);
        blockIn(realm, cell, wait, limit);
        return undefined;
      };
      if (suspensions.acceptOperation()) return suspensions.suspend({ perform });
      const now = atOnce(array, index, value, limit);
      if (now !== undefined) return now;
      return realm.halt({
        kind: "suspension",
        site: realm.site,
        what: `Atomics.wait on ${cellOwner(realm, array)}[${index}]`,
      });
    },
    waitAsync(given: unknown, at: unknown, expected: unknown, timeout?: unknown) {
      realm.check();
      const { array, index, value, limit } = waitArguments(given, at, expected, timeout);
      return step(array, () => {
        const now = atOnce(array, index, value, limit);
        if (now !== undefined) return { async: false, value: now };
        const cell = ensureCell(realm, array, index);
        return {
          async: true,
          value: waitLater(realm, cell, describe(realm, cell, array, index, value, limit), limit, settled),
        };
      });
    },
  };
  for (const name of CHANGES) {
    const own = native[name];
    methods[name] = (given: unknown, at: unknown, operand: unknown) => {
      realm.check();
      const array = integerArray(given, false);
      const index = indexOf(array, at);
      const bits = bitsFor(array, operand);
      return step(array, () => {
        const before = load(array, index);
        const result: unknown = Reflect.apply(own, undefined, [array, index, bits]);
        const after = load(array, index);
        note(array, index, true);
        if (after === before) looked(array, index, before);
        else changed(array, index, before, after, name === "exchange");
        return result;
      });
    };
  }

  function load(array: AtomicArray, index: number): Bits {
    return Reflect.apply(native.load, undefined, [array, index]);
  }

  /** The answer of a wait that does not have to wait; `undefined` where it has to. */
  function atOnce(array: AtomicArray, index: number, value: Bits, limit: number): string | undefined {
    note(array, index, false);
    if (load(array, index) !== value) return "not-equal";
    return limit === 0 ? "timed-out" : undefined;
  }

  const atomics: object = {};
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(method, "name", { value: name, configurable: true });
    Object.defineProperty(atomics, name, { value: method, writable: true, configurable: true });
  }
  Object.defineProperty(atomics, Symbol.toStringTag, { value: "Atomics", configurable: true });
  return atomics;
}

// --- locks ------------------------------------------------------------------------------------------------------

/** A read-modify-write has made a zero cell nonzero: whoever did it holds it, if it is a lock. */
function take(realm: Realm, cell: Cell, array: AtomicArray, index: number): void {
  const task = realm.tasks.owner();
  cell.holder = { task, site: realm.site };
  if (task !== undefined) cell.asking.delete(task);
  if (!cell.lock) return;
  const resource = resourceOf(realm, cell, array, index);
  realm.world.resources.hold(resource, { task, amount: 1, mode: "exclusive" });
  realm.emit({ kind: "acquire", resource: resource.id, mode: "exclusive", amount: 1 });
}

function give(realm: Realm, cell: Cell): void {
  const { holder, resource } = cell;
  cell.holder = undefined;
  if (!cell.lock || resource === undefined || holder === undefined) return;
  realm.world.resources.release(resource, 1, holder.task);
  const by = holder.task === undefined ? {} : { holder: holder.task.id };
  realm.emit({ kind: "release", resource: resource.id, amount: 1, ...by });
}

/** What somebody waits for. Waiting for a held cell to change makes it a lock. */
function describe(realm: Realm, cell: Cell, array: AtomicArray, index: number, value: Bits, limit: number): Wait {
  const text = `Atomics.wait: ${cellOwner(realm, array)}[${index}] is ${value}`;
  const timeout = Number.isFinite(limit) ? { timeout: true } : {};
  const { holder } = cell;
  if (!cell.lock && holder !== undefined && !isZero(value)) {
    cell.lock = true;
    const resource = resourceOf(realm, cell, array, index);
    const { task, site } = holder;
    realm.world.resources.hold(resource, { task, amount: 1, mode: "exclusive" });
    realm.recorder.emit({
      kind: "acquire",
      resource: resource.id,
      mode: "exclusive",
      amount: 1,
      ...(task === undefined ? {} : { task: task.id, thread: task.thread }),
      ...(site === undefined ? {} : { site }),
    });
  }
  const resource = resourceOf(realm, cell, array, index);
  return { kind: cell.lock && holder !== undefined ? "acquire" : "event", resource: resource.id, text, ...timeout };
}

// --- waiting ----------------------------------------------------------------------------------------------------

/** Blocks the thread. Runs at the beginning of a segment, so that nothing comes between the look at the cell and this. */
function blockIn(realm: Realm, cell: Cell, wait: Wait, limit: number): void {
  const { suspensions, tasks, world } = realm;
  const task = tasks.owner();
  const { resource } = wait;
  const asks = wait.kind === "acquire" && resource !== undefined;
  // One who is woken and does not get the lock asks no second time.
  if (asks && task !== undefined && !cell.asking.has(task)) {
    cell.asking.add(task);
    realm.emit({ kind: "request", resource, mode: "exclusive", amount: 1 });
  }
  tasks.block(wait);
  suspensions.block(wait);
  let cancel: (() => void) | undefined;
  const end = (value: string, by: Task | undefined) => {
    cancel?.();
    if (suspensions.wait() !== wait) return;
    if (asks && value === "timed-out" && task !== undefined && cell.asking.delete(task)) {
      world.kernel.record({ kind: "abandon", resource, thread: realm.thread, task: task.id });
    }
    tasks.unblock(by);
    suspensions.complete(value);
    realm.wake();
  };
  const waiter: Waiter = {
    task,
    wake(by, after) {
      world.memory().races.join(realm.thread, after);
      end("ok", by);
    },
  };
  cell.waiters.push(waiter);
  if (!Number.isFinite(limit)) return;
  cancel = world.kernel.at(world.kernel.now() + ticksOf(limit), () => {
    if (forget(cell, waiter)) end("timed-out", undefined);
  });
}

function waitLater(realm: Realm, cell: Cell, wait: Wait, limit: number, settled: (() => void)[]): object {
  const { kernel } = realm.world;
  const { promise, record } = realm.pending(() => wait);
  let cancel: (() => void) | undefined;
  let leave: (() => void) | undefined;
  const end = (value: string) => {
    cancel?.();
    settled.push(() => realm.promises.resolve(record, value));
    const settle = () => {
      for (const each of settled.splice(0)) each();
    };
    if (settled.length === 1) realm.loop.complete(realm.job(settle));
    leave?.();
    realm.wake();
  };
  const waiter: Waiter = {
    task: realm.tasks.owner(),
    // A waiter does not keep its thread alive; one whose wake-up is on its way does.
    notified(by) {
      if (by !== realm.thread) return;
      const handle = { what: () => "a woken Atomics.waitAsync", site: realm.site, referenced: () => true };
      realm.loop.addHandle(handle);
      leave = () => settled.push(() => realm.loop.removeHandle(handle));
    },
    wake(_by, after) {
      realm.world.memory().races.join(realm.thread, after);
      end("ok");
    },
  };
  cell.waiters.push(waiter);
  if (Number.isFinite(limit)) {
    realm.recorder.effect(() => {
      cancel = kernel.at(kernel.now() + ticksOf(limit), () => {
        if (forget(cell, waiter)) end("timed-out");
      });
    });
  }
  return promise;
}

function forget(cell: Cell, waiter: Waiter): boolean {
  const index = cell.waiters.indexOf(waiter);
  if (index >= 0) cell.waiters.splice(index, 1);
  return index >= 0;
}

function ticksOf(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds * TICKS_PER_MILLISECOND));
}

// --- arguments --------------------------------------------------------------------------------------------------

function waitArguments(given: unknown, at: unknown, expected: unknown, timeout: unknown) {
  const array = integerArray(given, true);
  if (!isShared(array)) throw new TypeError("Atomics.wait cannot be called on a typed array that is not shared");
  const index = indexOf(array, at);
  const value = cast(array, bitsFor(array, expected));
  const wanted = timeout === undefined ? Number.NaN : Number(timeout);
  return { array, index, value, limit: Number.isNaN(wanted) ? Number.POSITIVE_INFINITY : Math.max(0, wanted) };
}

const INTEGER_ARRAYS = /^(?:Int8|Uint8|Int16|Uint16|Int32|Uint32|BigInt64|BigUint64)Array$/;
const WAITABLE_ARRAYS = /^(?:Int32|BigInt64)Array$/;

/** ValidateIntegerTypedArray. */
function integerArray(value: unknown, waitable: boolean): AtomicArray {
  const allowed = waitable ? WAITABLE_ARRAYS : INTEGER_ARRAYS;
  if (isAtomicArray(value, allowed)) return value;
  throw new TypeError(`[object ${waitable ? "Int32Array" : "Array"}] is not an integer typed array.`);
}

/** The tag is the view's own, which user code cannot forge. */
function isAtomicArray(value: unknown, allowed: RegExp): value is AtomicArray {
  return ArrayBuffer.isView(value) && allowed.test(String(Reflect.apply(arrayTag, value, [])));
}

/** ValidateAtomicAccess. */
function indexOf(array: AtomicArray, at: unknown): number {
  const index = toInteger(at);
  if (index < 0 || index >= array.length) throw new RangeError("Invalid atomic access index");
  return index;
}

function toInteger(value: unknown): number {
  const number = Math.trunc(Number(value));
  return Number.isNaN(number) ? 0 : number + 0;
}

function bitsFor(array: AtomicArray, value: unknown): Bits {
  if (array instanceof BigInt64Array || array instanceof BigUint64Array) {
    if (typeof value === "number") throw new TypeError(`Cannot convert ${value} to a BigInt`);
    return BigInt(Object(value).valueOf());
  }
  return toInteger(value);
}

/** The value as the array's elements have it. */
function cast(array: AtomicArray, bits: Bits): Bits {
  if (typeof bits === "bigint") {
    return array instanceof BigInt64Array ? BigInt.asIntN(64, bits) : BigInt.asUintN(64, bits);
  }
  if (array instanceof Int32Array) return bits | 0;
  if (array instanceof Uint32Array) return bits >>> 0;
  const width = 8 * array.BYTES_PER_ELEMENT;
  const low = bits & (2 ** width - 1);
  return array instanceof Int8Array || array instanceof Int16Array ? (low << (32 - width)) >> (32 - width) : low;
}

function isShared(array: AtomicArray): boolean {
  return typeof SharedArrayBuffer === "function" && array.buffer instanceof SharedArrayBuffer;
}

function isZero(bits: Bits): boolean {
  return bits === 0 || bits === 0n;
}

// The shared memory of a run: which buffers several threads can see, who waits at which cell, and which cells are used as locks.

import { createRaceDetector, type RaceDetector, type Stamp } from "../analysis/races";
import type { Resource } from "../probes/resources";
import type { Task } from "../runtime/tasks";
import type { SiteId } from "../scenario";
import type { ThreadId } from "../trace/trace";
import type { Realm } from "./realm";

export type AtomicArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** Who waits at a cell, in `Atomics.wait` or `Atomics.waitAsync`. */
export interface Waiter {
  readonly task: Task | undefined;
  /** A thread has notified it, now; `wake` follows. */
  readonly notified?: (by: ThreadId) => void;
  /** Ends the wait, in the kernel's time. `after`: what happened before that. */
  wake(by: Task | undefined, after: Stamp): void;
}

/** One element of a shared buffer that some operation has made interesting. */
export interface Cell {
  /** First in, first out (ECMA-262, AddWaiter and RemoveWaiters). */
  readonly waiters: Waiter[];
  resource: Resource | undefined;
  /** Who made it nonzero with one read-modify-write when it was zero: the holder, where it is a lock. */
  holder: { readonly task: Task | undefined; readonly site: SiteId | undefined } | undefined;
  /** Somebody has waited for it to be released, so that it is a lock. */
  lock: boolean;
  /** Tasks that have asked for the lock and not got it. */
  readonly asking: Set<Task>;
}

export interface SharedMemory {
  /** By buffer, then by offset in bytes. */
  readonly cells: WeakMap<object, Map<number, Cell>>;
  /** Buffers that have gone to another thread: what happens in them is visible there. */
  readonly crossed: WeakSet<object>;
  /** Whether there are any, so that the order of threads matters. */
  used: boolean;
  /** The main thread, and those that have been started and have not ended. */
  live: number;
  readonly races: RaceDetector;
  /** What had happened before a lock was released. */
  readonly handedOn: WeakMap<Resource, Stamp>;
}

export function createSharedMemory(): SharedMemory {
  return {
    cells: new WeakMap(),
    crossed: new WeakSet(),
    used: false,
    live: 1,
    races: createRaceDetector(),
    handedOn: new WeakMap(),
  };
}

/** Whether another thread may see what happens in the buffer, now or later. */
export function isVisible(realm: Realm, buffer: object): boolean {
  return realm.world.memory().crossed.has(buffer);
}

/** Whether there is such a thread now: then each access has its own moment. */
export function isContended(realm: Realm, buffer: object): boolean {
  const { live, crossed } = realm.world.memory();
  return live > 1 && crossed.has(buffer);
}

export function cellAt(realm: Realm, array: AtomicArray, index: number): Cell | undefined {
  return realm.world
    .memory()
    .cells.get(array.buffer)
    ?.get(array.byteOffset + index * array.BYTES_PER_ELEMENT);
}

export function ensureCell(realm: Realm, array: AtomicArray, index: number): Cell {
  const { cells } = realm.world.memory();
  let byOffset = cells.get(array.buffer);
  if (byOffset === undefined) {
    byOffset = new Map();
    cells.set(array.buffer, byOffset);
  }
  const offset = array.byteOffset + index * array.BYTES_PER_ELEMENT;
  let cell = byOffset.get(offset);
  if (cell === undefined) {
    cell = { waiters: [], resource: undefined, holder: undefined, lock: false, asking: new Set() };
    byOffset.set(offset, cell);
  }
  return cell;
}

/** The resource of a cell: a mutex where it is used as one, else a condition. */
export function resourceOf(realm: Realm, cell: Cell, array: AtomicArray, index: number): Resource {
  const lock = cell.lock;
  if (cell.resource !== undefined && (cell.resource.kind === "mutex") === lock) return cell.resource;
  const name = `${cellOwner(realm, array)}[${index}]`;
  const resource = realm.world.resources.create({
    kind: lock ? "mutex" : "condition",
    origin: lock ? "lock word in shared memory" : "cell of shared memory",
    ...(lock ? { capacity: 1 } : {}),
    name,
    site: realm.site,
  });
  cell.resource = resource;
  realm.emit({ kind: "resource-new", resource: resource.id });
  return resource;
}

/** What the user's code calls the array, for example `state` or `Mutex.cells`. */
export function cellOwner(realm: Realm, array: object): string {
  return realm.world.resources.labelled(array) ?? String(Reflect.get(array, Symbol.toStringTag));
}

// What a thread says of itself: what it waits for, which limit it met, what became of a rejection that nobody handled.

import type { MachineSettings } from "../machine";
import { MAX_BULK_BYTES } from "../runtime/weigh";
import type { Halt } from "../runtime/halt";
import { codedError, isObject } from "../runtime/values";
import type { Wait } from "../trace/trace";
import type { Realm } from "./realm";
import type { WorldState } from "./world-state";

/** The thread's own wait, for the thread's lane. */
export function idleWait(realm: Realm): Wait {
  const [handle] = realm.loop.handles();
  const expiry = realm.loop.nextExpiry();
  if (expiry !== undefined) return { kind: "event-loop", text: `its next timer, at ${expiry} ms` };
  return { kind: "event-loop", text: handle === undefined ? "an event" : handle.what };
}

/** `busy`: the cell that the thread looks at again and again, and what it finds. */
export function limitText(
  halt: Extract<Halt, { kind: "fuel" | "depth" | "memory" | "suspension" }>,
  machine: MachineSettings,
  world: WorldState,
  busy: string | undefined,
): string {
  const site = halt.site === undefined ? undefined : world.input.scenario.sites[halt.site];
  const place = site === undefined ? "" : ` in ${site.in}, line ${site.line + 1}`;
  if (halt.kind === "suspension") {
    return (
      `${halt.what} has to wait${place}, where the simulation cannot suspend the code: a getter, constructor, initialiser, ` +
      "default value, generator, or a callback of built-in or library code is on the call stack"
    );
  }
  if (halt.kind === "fuel" && busy !== undefined) return `a busy wait${place} that nobody ends: ${busy}`;
  if (halt.kind === "memory") {
    return `the program made arrays, buffers and texts of more than ${MAX_BULK_BYTES / 2 ** 20} MB${place}: does it keep them all?`;
  }
  return halt.kind === "fuel"
    ? `one job executed more than ${machine.limits.fuelPerJob} statements${place}: an endless loop?`
    : `calls nested deeper than ${machine.limits.maxDepth}${place}: an endless recursion?`;
}

/** What an unhandled rejection becomes whose reason is no error. */
export function unhandledError(reason: unknown): Error {
  const text =
    "This error originated either by throwing inside of an async function without a catch block, " +
    `or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${isObject(reason) ? "#<Object>" : String(reason)}".`;
  const error = codedError(Error, "ERR_UNHANDLED_REJECTION", text);
  Object.defineProperty(error, "name", { value: "UnhandledPromiseRejection", writable: true, configurable: true });
  return error;
}

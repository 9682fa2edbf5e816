// What the engine host puts into its sandbox: the engine and stand-ins for pure builtins, all made of the sandbox's own objects.

import { type SimulationFailure, simulateText } from "./simulate-text";
import { makeTextCoding } from "./text-coding";
import { makeUrlClasses, type UrlOperations } from "./url-classes";
import type { UnitFactory } from "#engine/runtime/abi";

/** Only strings and functions of the sandbox pass; an object of the outer realm would be a way out. */
export interface SandboxEngine {
  add(id: string, factory: UnitFactory): void;
  /** Takes and gives JSON; never throws. */
  run(scenario: string, machine: string): string;
}

/** What `SandboxEngine.run` gives, as JSON. */
export type SandboxAnswer = { readonly trace: unknown } | { readonly failure: SimulationFailure };

/** `detach` empties a buffer of the sandbox and gives nothing back. */
export function createSandboxEngine(operations: UrlOperations, detach: (buffer: ArrayBuffer) => void): SandboxEngine {
  // The engine has its own hold on it; whoever finds the real one behind a sloppy `this` would stop the whole machine with it.
  Reflect.deleteProperty(Atomics, "wait");
  Reflect.deleteProperty(Atomics, "waitAsync");
  // V8 gives every context one, for its inspector.
  Reflect.deleteProperty(globalThis, "console");
  const units = new Map<string, UnitFactory>();
  const pure = { ...makeUrlClasses(operations), ...makeTextCoding(), detach };
  return {
    add: (id, factory) => void units.set(id, factory),
    run: (scenario, machine) => simulateText(scenario, machine, { unit: (id) => units.get(id), pure }),
  };
}

// Compiles a scenario's units inside this very process. For tests and measurements of the engine; user code of others belongs in the child.

import { TextDecoder, TextEncoder } from "node:util";
import { compileFunction, createContext } from "node:vm";
import { detachBuffer } from "./detach-buffer";
import { type EngineHost, UNIT_PARAMETERS, type UnitFactory } from "#engine/runtime/abi";
import type { CodeUnit, Scenario } from "#engine/scenario";

/** Code that would be made from strings at run time is refused, as in every other host. */
export function compileUnits(scenario: Pick<Scenario, "units">): EngineHost {
  const sandbox = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const units = new Map(scenario.units.map((unit) => [unit.id, unit]));
  const compiled = new Map<string, UnitFactory>();
  return {
    unit(id) {
      const known = compiled.get(id);
      if (known !== undefined) return known;
      const unit = units.get(id);
      if (unit === undefined) return undefined;
      const factory = compileUnit(unit, sandbox);
      compiled.set(id, factory);
      return factory;
    },
    pure: { URL, URLSearchParams, TextEncoder, TextDecoder, detach: detachBuffer },
  };
}

/** A unit as a function of a sandbox. Throws a SyntaxError where the code is broken. */
export function compileUnit(unit: CodeUnit, sandbox: object): UnitFactory {
  const compiled: unknown = compileFunction(unit.code, [...UNIT_PARAMETERS], {
    parsingContext: sandbox,
    filename: unit.id,
  });
  if (!isFactory(compiled)) throw new TypeError(`unit ${unit.id} did not compile to a function`);
  return compiled;
}

function isFactory(value: unknown): value is UnitFactory {
  return typeof value === "function";
}

// The objects of the language as they are before a run: what a program does to them is undone after it, and said where the engine feels it.

import { languageGlobals } from "./language";
import type { Trace } from "../trace/trace";
import { isObject } from "../runtime/values";

export interface LanguageGuard {
  /** Undoes what the program has changed; gives the names of what it added to all objects or to all arrays. */
  restore(): readonly string[];
  /** Restores, and says in the trace what may have misled the engine. */
  judge(trace: Trace): Trace;
}

/**
 * To be called before any simulated code runs. The engine calls the language's functions by names of its own (scripts/lib/harden), but its
 * plain objects inherit from `Object.prototype` as the program's do: what is added there is read where a member is absent.
 */
export function guardLanguage(): LanguageGuard {
  const known = new Map<object, ReadonlyMap<PropertyKey, PropertyDescriptor>>();
  for (const [, value] of languageGlobals()) remember(value, known);
  const iterators = [(function* () {})(), [].values(), new Map().values(), new Set().values(), "".matchAll(/a/g)];
  for (const iterator of iterators) remember(Object.getPrototypeOf(iterator), known);
  remember(Object.getPrototypeOf(Uint8Array), known);

  const restore = (): readonly string[] => {
    const added: string[] = [];
    for (const [object, properties] of known) {
      for (const key of Reflect.ownKeys(object)) {
        if (properties.has(key)) continue;
        if (object === Object.prototype || object === Array.prototype) added.push(String(key));
        Reflect.deleteProperty(object, key);
      }
      for (const [key, before] of properties) {
        const now = Reflect.getOwnPropertyDescriptor(object, key);
        if (now === undefined || now.value !== before.value || now.get !== before.get || now.set !== before.set)
          Reflect.defineProperty(object, key, before);
      }
    }
    return added;
  };
  return {
    restore,
    judge(trace) {
      const added = restore();
      if (added.length === 0) return trace;
      const message = `The program gives all objects or all arrays ${added.map((name) => `\`${name}\``).join(", ")}; the simulation's own have it, too, and what is said of the run may be wrong where it looks for that name.`;
      return { ...trace, assumptions: [...trace.assumptions, { kind: "not-simulated", message }] };
    },
  };
}

/** An object of the language, and what hangs on it. */
function remember(value: unknown, known: Map<object, ReadonlyMap<PropertyKey, PropertyDescriptor>>): void {
  if (!isObject(value) || known.has(value)) return;
  const properties = new Map<PropertyKey, PropertyDescriptor>();
  known.set(value, properties);
  for (const key of Reflect.ownKeys(value)) {
    const property = Reflect.getOwnPropertyDescriptor(value, key);
    if (property === undefined) continue;
    properties.set(key, property);
    remember(property.value, known);
  }
  remember(Object.getPrototypeOf(value), known);
}

// Wrappers of functions that libraries cannot tell from the functions themselves.

import type { Callable } from "../runtime/values";

/** The wrapper of a function shows the same arity and name: libraries ask for them. */
export function like(original: Callable, wrapper: Callable): Callable {
  Object.defineProperty(wrapper, "length", { value: original.length, configurable: true });
  Object.defineProperty(wrapper, "name", { value: original.name, configurable: true });
  // Some libraries treat what shows itself as an async function in another way.
  if (isAsyncFunction(original))
    Object.defineProperty(wrapper, Symbol.toStringTag, { value: "AsyncFunction", configurable: true });
  return wrapper;
}

/** Whether it was an async function before async syntax was lowered: then all it does is to call the helper. */
export function isAsyncFunction(original: Callable): boolean {
  if (Reflect.get(original, Symbol.toStringTag) === "AsyncFunction") return true;
  return ASYNC.test(Function.prototype.toString.call(original));
}

const ASYNC = /^[^{]*(?:=>\s*|\{\s*return )__async\(/;

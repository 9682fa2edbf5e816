// Tells by a function's own text whether it was made suspendable: what the event loop calls may be anybody's function.

/** A function whose body is, as the builder writes it, nothing but a call of the helper. */
const LOWERED =
  /^(?:function\b)?\s*(?:[\w$]+|\[[^\]]*\])?\s*(?:\([\w$\s,.]*\)|[\w$]+)\s*(?:=>\s*)?\{?[^{}]{0,400}?\b(?:__il\.suspendable|__async\d*)\(/;

const textOf = Function.prototype.toString;
const NATIVE = /\{\s*\[native code\]\s*\}\s*$/;

/** A bound function calls its target and nothing else. */
function isBound(callback: object): boolean {
  return String(Reflect.get(callback, "name")).startsWith("bound ");
}

/** `known` remembers the answers. */
export function isSuspendable(callback: object, known: WeakMap<object, boolean>): boolean {
  const before = known.get(callback);
  if (before !== undefined) return before;
  let answer = false;
  try {
    const text = textOf.call(callback).slice(0, 1000);
    answer = LOWERED.test(text) || (NATIVE.test(text) && isBound(callback));
  } catch {
    // Not a function of the language's own.
  }
  known.set(callback, answer);
  return answer;
}

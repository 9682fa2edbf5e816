// Takes from a worker's global object everything that is not the language itself, before any of the user's code can see it.

/** Global names of ECMAScript (ECMA-262 §19, Annex B.2.1). What else a global object offers reaches the outside world. */
const language: ReadonlySet<string> = new Set([
  "globalThis",
  "Infinity",
  "NaN",
  "undefined",
  "eval",
  "isFinite",
  "isNaN",
  "parseFloat",
  "parseInt",
  "decodeURI",
  "decodeURIComponent",
  "encodeURI",
  "encodeURIComponent",
  "escape",
  "unescape",
  "AggregateError",
  "Array",
  "ArrayBuffer",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "Boolean",
  "DataView",
  "Date",
  "DisposableStack",
  "AsyncDisposableStack",
  "SuppressedError",
  "Error",
  "EvalError",
  "FinalizationRegistry",
  "Float16Array",
  "Float32Array",
  "Float64Array",
  "Function",
  "Int8Array",
  "Int16Array",
  "Int32Array",
  "Iterator",
  "Map",
  "Number",
  "Object",
  "Promise",
  "Proxy",
  "RangeError",
  "ReferenceError",
  "RegExp",
  "Set",
  "SharedArrayBuffer",
  "String",
  "Symbol",
  "SyntaxError",
  "TypeError",
  "Uint8Array",
  "Uint8ClampedArray",
  "Uint16Array",
  "Uint32Array",
  "URIError",
  "WeakMap",
  "WeakRef",
  "WeakSet",
  "Atomics",
  "Intl",
  "JSON",
  "Math",
  "Reflect",
]);

/**
 * Removes the members of `scope` and of its prototypes below `Object.prototype`, except the language and the names to `keep`.
 * Returns the names that could be neither removed nor emptied, constants aside; empty in every browser known.
 */
export function neutralise(scope: object, keep: ReadonlySet<string>): readonly string[] {
  const left: string[] = [];
  for (
    let target: object | null = scope;
    target !== null && target !== Object.prototype;
    target = Object.getPrototypeOf(target)
  ) {
    for (const key of Reflect.ownKeys(target)) {
      const name = typeof key === "string" ? key : undefined;
      if (name !== undefined && (keep.has(name) || (target === scope && language.has(name)))) continue;
      if (Reflect.deleteProperty(target, key)) continue;
      if (Reflect.defineProperty(target, key, { value: undefined, writable: false })) continue;
      if (!isConstant(Reflect.getOwnPropertyDescriptor(target, key))) left.push(String(key));
    }
  }
  return left;
}

/** A number or text that cannot change leads nowhere (Chromium keeps `TEMPORARY` and `PERSISTENT`). */
function isConstant(property: PropertyDescriptor | undefined): boolean {
  return property?.writable === false && typeof property.value !== "object" && typeof property.value !== "function";
}

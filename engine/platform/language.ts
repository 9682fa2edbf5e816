// The ECMAScript library as the threads see it: the host's own, with what Node adds to older ones.

/** Makes the host's language the same everywhere. To be called before any code of a run. */
export function completeLanguage(): void {
  // Node has had these since 18.18, other hosts not yet; a program's `using` needs them to be the same everywhere.
  for (const name of ["dispose", "asyncDispose"]) {
    if (name in Symbol) continue;
    Object.defineProperty(Symbol, name, { value: Symbol(`Symbol.${name}`), writable: false, configurable: false });
  }
  tagAsyncFunctions();
}

/** Name and value of each global of the language that the host has. */
export function languageGlobals(): readonly (readonly [name: string, value: unknown])[] {
  return LANGUAGE.flatMap((name) => {
    const value: unknown = Reflect.get(globalThis, name);
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** How an async function begins after its syntax was lowered; its parameters have moved inside with it. */
const LOWERED_ASYNC =
  /^(?:function\b)?[^(){}=]*(?:\([^(){}]*\)\s*\{\s*return|(?:\([^(){}]*\)|[\w$]+)?\s*=>)\s+__async\d*\(/;

/**
 * Libraries tell async functions by `fn[Symbol.toStringTag]` (`async`, for one), or by `Object.prototype.toString`. A lowered one is a plain
 * function, so the tag is read off its text.
 */
function tagAsyncFunctions(): void {
  if (Object.hasOwn(Function.prototype, Symbol.toStringTag)) return;
  const text = Function.prototype.toString;
  Object.defineProperty(Function.prototype, Symbol.toStringTag, {
    get(this: unknown) {
      return typeof this === "function" && LOWERED_ASYNC.test(text.call(this)) ? "AsyncFunction" : undefined;
    },
    configurable: true,
  });
}

/** Names of the ECMAScript library that every thread shares with its host: pure, and the same everywhere. */
const LANGUAGE: readonly string[] = [
  ..."Object Array Map Set WeakMap WeakSet Symbol Number String Boolean BigInt RegExp JSON Reflect Proxy".split(" "),
  ..."Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError Iterator".split(" "),
  ..."ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array".split(" "),
  ..."Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array".split(" "),
  ..."parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI".split(" "),
  ..."NaN Infinity escape unescape".split(" "),
];

// `Function` as a constructor: code from strings is interpreted by what the bundle brings along for it; without it, it is refused.

import { get, isCallable, isObject } from "../runtime/values";

/** Libraries look for the global object in this way; it needs no interpreter. */
const GLOBAL = /^\s*(?:["']use strict["'];?\s*)?return\s+(?:this|globalThis|global)\s*;?\s*$/;

/** `compiler`: the library `server/instrument/platform/code`, where the program brought it along. */
export function createFunctionConstructor(globalObject: () => unknown, compiler: () => unknown): object {
  const HostFunction = Function;
  const make = (given: readonly unknown[]): object => {
    const texts = given.map(String);
    const body = texts.pop() ?? "";
    if (texts.length === 0 && GLOBAL.test(body)) {
      return function anonymous(): unknown {
        return globalObject();
      };
    }
    const library = compiler();
    const compile = isObject(library) ? get(library, "compile") : undefined;
    if (!isCallable(compile)) throw new Error("code from strings is not simulated (new Function)");
    return Object(compile.call(undefined, texts.join(","), body));
  };
  return new Proxy(HostFunction, {
    apply: (_target, _self, args) => make(args),
    construct: (_target, args) => make(args),
  });
}

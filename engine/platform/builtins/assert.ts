// `node:assert`, the part that programs use to check themselves.

import { get, isCallable, isObject } from "../../runtime/values";
import type { ConsoleTools } from "../console";
import { isDeepStrictEqual } from "../deep-equal";

export function createAssert(tools: ConsoleTools): object {
  class AssertionError extends Error {
    readonly code = "ERR_ASSERTION";
    readonly actual: unknown;
    readonly expected: unknown;
    readonly operator: string;
    constructor(message: string, actual: unknown, expected: unknown, operator: string) {
      super(message);
      this.name = "AssertionError";
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
  }
  const fail = (message: unknown, fallback: string, actual: unknown, expected: unknown, operator: string): never => {
    if (message instanceof Error) throw message;
    throw new AssertionError(message === undefined ? fallback : String(message), actual, expected, operator);
  };
  const check =
    (operator: string, holds: (actual: unknown, expected: unknown) => boolean) =>
    (actual: unknown, expected: unknown, message?: unknown) => {
      if (holds(actual, expected)) return;
      fail(message, `Expected ${tools.show(actual)} ${operator} ${tools.show(expected)}`, actual, expected, operator);
    };
  const ok = (value: unknown, message?: unknown) => {
    if (!value) fail(message, "The expression evaluated to a falsy value", value, true, "==");
  };
  const matches = (error: unknown, expected: unknown): boolean => {
    if (expected === undefined) return true;
    if (expected instanceof RegExp) return expected.test(String(error));
    if (isCallable(expected)) {
      if (expected.prototype !== undefined && error instanceof expected) return true;
      return Error.isPrototypeOf(expected) ? false : expected.call(undefined, error) === true;
    }
    if (!isObject(expected)) return true;
    return Object.keys(expected).every(
      (key) => isObject(error) && isDeepStrictEqual(get(error, key), get(expected, key)),
    );
  };
  const throws = (callback: unknown, expected?: unknown, message?: unknown) => {
    let thrown: { readonly error: unknown } | undefined;
    try {
      if (isCallable(callback)) callback.call(undefined);
    } catch (error) {
      thrown = { error };
    }
    if (thrown === undefined) fail(message, "Missing expected exception.", undefined, expected, "throws");
    else if (!matches(thrown.error, expected)) throw thrown.error;
  };
  const same = (a: unknown, b: unknown) => Object.is(a, b);
  // The loose comparison of the legacy mode is the point here.
  // biome-ignore lint/suspicious/noDoubleEquals: `assert.equal` compares with `==`.
  const loose = (a: unknown, b: unknown) => a == b || (Number.isNaN(a) && Number.isNaN(b));
  const assert = Object.assign(ok, {
    AssertionError,
    ok,
    equal: check("==", loose),
    notEqual: check("!=", (a, b) => !loose(a, b)),
    strictEqual: check("===", same),
    notStrictEqual: check("!==", (a, b) => !same(a, b)),
    deepEqual: check("deep-equal", isDeepStrictEqual),
    deepStrictEqual: check("deep-equal", isDeepStrictEqual),
    notDeepEqual: check("not deep-equal", (a, b) => !isDeepStrictEqual(a, b)),
    notDeepStrictEqual: check("not deep-equal", (a, b) => !isDeepStrictEqual(a, b)),
    throws,
    match: check("matches", (text, pattern) => pattern instanceof RegExp && pattern.test(String(text))),
    fail: (message?: unknown) => fail(message, "Failed", undefined, undefined, "fail"),
    ifError(value: unknown) {
      if (value !== null && value !== undefined) throw value;
    },
  });
  return Object.assign(assert, { strict: assert });
}

// Node's argument errors, with their words, and the checks of its built-in functions that use them (lib/internal/validators.js).

import { codedError, get, isCallable, isObject } from "../runtime/values";
import { inspect } from "./inspect";

/** `expected` goes on from "must be": `of type string`, `an instance of URL`. */
export function invalidType(name: string, expected: string, value: unknown): Error {
  return codedError(
    TypeError,
    "ERR_INVALID_ARG_TYPE",
    `The ${quoted(name)} must be ${expected}. Received ${describeType(value)}`,
  );
}

export function invalidValue(name: string, value: unknown, reason = "is invalid"): Error {
  const shown = inspect(value).slice(0, 128);
  const what = name.includes(".") ? "property" : "argument";
  return codedError(TypeError, "ERR_INVALID_ARG_VALUE", `The ${what} '${name}' ${reason}. Received ${shown}`);
}

/** `range` goes on from "It must be". */
export function outOfRange(name: string, range: string, value: unknown): Error {
  const big = typeof value === "number" && Number.isInteger(value) && Math.abs(value) > 2 ** 32;
  const shown = big ? String(value).replaceAll(/\B(?=(\d{3})+$)/g, "_") : inspect(value);
  return codedError(
    RangeError,
    "ERR_OUT_OF_RANGE",
    `The value of "${name}" is out of range. It must be ${range}. Received ${shown}`,
  );
}

export function missingArguments(...names: readonly string[]): Error {
  const last = names.at(-1) ?? "";
  const list = names.length < 2 ? `"${last}"` : `${names.slice(0, -1).map((name) => `"${name}"`)} and "${last}"`;
  const noun = names.length < 2 ? "argument" : "arguments";
  return codedError(TypeError, "ERR_MISSING_ARGS", `The ${list} ${noun} must be specified`);
}

export function checkFunction(name: string, value: unknown): void {
  if (!isCallable(value)) throw invalidType(name, "of type function", value);
}

export function checkString(name: string, value: unknown): void {
  if (typeof value !== "string") throw invalidType(name, "of type string", value);
}

/** No array and no function; `undefined` stands for no options. */
export function checkOptions(value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalidType("options", "of type object", value);
}

export function checkBoolean(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "boolean") throw invalidType(name, "of type boolean", value);
}

/** Anything with `aborted` passes, as in Node. */
export function checkSignal(name: string, value: unknown): void {
  if (value === undefined) return;
  if (!isObject(value) || isCallable(value) || !("aborted" in value))
    throw invalidType(name, "an instance of AbortSignal", value);
}

export function checkNumber(name: string, value: unknown, least?: number): void {
  if (typeof value !== "number") throw invalidType(name, "of type number", value);
  if (least !== undefined && !(value >= least)) throw outOfRange(name, `>= ${least}`, value);
}

export function checkUint32(name: string, value: unknown): void {
  checkNumber(name, value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (Number(value) < 0 || Number(value) > 2 ** 32 - 1) throw outOfRange(name, ">= 0 && <= 4294967295", value);
}

/** The words of Node's argument errors: `undefined`, `type string ('x')`, `an instance of Foo`. */
export function describeType(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "object") {
    const constructor = get(value, "constructor");
    return isCallable(constructor) ? `an instance of ${constructor.name}` : inspect(value, { depth: -1 });
  }
  if (typeof value === "string") {
    const short = value.length > 28 ? `${value.slice(0, 25)}...` : value;
    return `type string (${short.includes("'") ? JSON.stringify(short) : `'${short}'`})`;
  }
  if (typeof value === "bigint") return `type bigint (${value}n)`;
  return `type ${typeof value} (${Object.is(value, -0) ? "-0" : String(value)})`;
}

function quoted(name: string): string {
  if (name.endsWith(" argument")) return name;
  return `"${name}" ${name.includes(".") ? "property" : "argument"}`;
}

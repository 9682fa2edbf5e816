// What the catalog's positions and numbers mean for the arguments of one call. Both readers, of source and of a run, ask here.

import type { ArgumentValue, CallbackParameter, Capacity, FunctionPosition } from "./schema";

/** The arguments of a call, as a reader knows them; `T` is a value of the source or of the run. */
export interface Arguments<T> {
  readonly count: number;
  at(index: number): T | undefined;
  isFunction(value: T): boolean;
  /** A property, where the value is an object whose properties are known. */
  property(value: T, name: string): T | undefined;
  /** It is an object (no number, string or function). */
  isObject(value: T): boolean;
}

/** Index of the argument at a position; `undefined` where there is none. */
export function indexAt<T>(position: FunctionPosition, args: Arguments<T>): number | undefined {
  if (position === "first-function") {
    for (let index = 0; index < args.count; index++) {
      const value = args.at(index);
      if (value !== undefined && args.isFunction(value)) return index;
    }
    return undefined;
  }
  const index = position < 0 ? args.count + position : position;
  return index >= 0 && index < args.count ? index : undefined;
}

/** The value that an argument, or its property, gives; `undefined` where it is missing. */
export function valueAt<T>(from: ArgumentValue<unknown>, args: Arguments<T>): T | undefined {
  const index = indexAt(from.argument, args);
  const value = index === undefined ? undefined : args.at(index);
  if (value === undefined || from.property === undefined) return value;
  if (!args.isObject(value)) return value;
  return from.property
    .split(".")
    .reduce<T | undefined>((at, name) => (at === undefined ? undefined : args.property(at, name)), value);
}

/** Units of a resource made with these arguments; `undefined` where they are not known, `Infinity` where there is no bound. */
export function capacityFrom<T>(
  capacity: Capacity,
  args: Arguments<T>,
  numberOf: (value: T) => number | undefined,
): number | undefined {
  if (typeof capacity === "number") return capacity;
  if (capacity === "unbounded") return Number.POSITIVE_INFINITY;
  const value = valueAt(capacity, args);
  if (value !== undefined) return numberOf(value);
  return capacity.otherwise === "unbounded" ? Number.POSITIVE_INFINITY : capacity.otherwise;
}

/** Whether a callback that declares so many parameters ends its section by calling one of them. */
export function endsByCall(callback: CallbackParameter, declared: number, isAsync: boolean): boolean {
  const { doneIfDeclares, until } = callback;
  if (doneIfDeclares === undefined) return until === "done-called";
  const { parameters, compare, exceptAsync } = doneIfDeclares;
  if (exceptAsync && isAsync) return false;
  return compare === "=" ? declared === parameters : declared >= parameters;
}

/** Index of the parameter that ends the section, among `count` that the callback is given. */
export function doneIndex(callback: CallbackParameter, count: number): number {
  const { done = 0 } = callback;
  return done < 0 ? Math.max(0, count + done) : done;
}

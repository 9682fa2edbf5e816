// The methods of the language that call a function on every element, as generators: so that the function can be suspended in between.

import { type Callable, get, isCallable, isObject } from "./values";

/** Yields each call that it makes, and is resumed with what the call gave. */
export type Caller = Generator<() => unknown, unknown, unknown>;

/** The generator in the place of `receiver[name](...args)`; `undefined` where that is not the language's own method. */
export function callerFor(receiver: unknown, name: string, args: readonly unknown[]): Caller | undefined {
  const [callback, second] = args;
  if (!isObject(receiver) || !isCallable(callback)) return undefined;
  if (!isNative(get(receiver, name), name)) return undefined;
  if (Array.isArray(receiver)) return inArray(receiver, name, callback, args);
  if (name !== "forEach") return undefined;
  const entries = entriesOf(receiver);
  return entries === undefined ? undefined : inCollection(entries, receiver, callback, second);
}

const textOf = Function.prototype.toString;
const { entries: mapEntries } = Map.prototype;
const { entries: setEntries } = Set.prototype;

/** The language's own, of whatever realm. */
function isNative(method: unknown, name: string): boolean {
  return isCallable(method) && method.name === name && /\{\s*\[native code\]\s*\}\s*$/.test(textOf.call(method));
}

/** Of a map or a set, of whatever realm. */
function entriesOf(receiver: object): Iterable<readonly [unknown, unknown]> | undefined {
  for (const entries of [mapEntries, setEntries]) {
    try {
      return Reflect.apply(entries, receiver, []);
    } catch {
      // Not of this kind.
    }
  }
  return undefined;
}

/** An empty array of the realm that the list is of. */
function emptyLike(list: readonly unknown[]): unknown[] {
  const made: unknown = Reflect.apply(list.slice, list, [0, 0]);
  return Array.isArray(made) ? made : [];
}

/** ECMA-262 23.1.3: a method looks at the length once, and at each index when it comes to it. */
function* inArray(list: readonly unknown[], name: string, callback: Callable, args: readonly unknown[]): Caller {
  const length = list.length;
  const self = args[1];
  const at = (index: number) => () => Reflect.apply(callback, self, [list[index], index, list]);
  switch (name) {
    case "forEach":
      for (let index = 0; index < length; index++) if (index in list) yield at(index);
      return undefined;
    case "map": {
      const result = emptyLike(list);
      result.length = length;
      for (let index = 0; index < length; index++) if (index in list) result[index] = yield at(index);
      return result;
    }
    case "filter": {
      const result = emptyLike(list);
      for (let index = 0; index < length; index++) {
        const value = list[index];
        if (index in list && (yield at(index))) result.push(value);
      }
      return result;
    }
    case "flatMap": {
      const result = emptyLike(list);
      for (let index = 0; index < length; index++) if (index in list) result.push(yield at(index));
      return result.flat();
    }
    case "some":
      for (let index = 0; index < length; index++) if (index in list && (yield at(index))) return true;
      return false;
    case "every":
      for (let index = 0; index < length; index++) if (index in list && !(yield at(index))) return false;
      return true;
    case "find":
    case "findIndex":
      for (let index = 0; index < length; index++) {
        const value = list[index];
        if (yield at(index)) return name === "find" ? value : index;
      }
      return name === "find" ? undefined : -1;
    case "findLast":
    case "findLastIndex":
      for (let index = length - 1; index >= 0; index--) {
        const value = list[index];
        if (yield at(index)) return name === "findLast" ? value : index;
      }
      return name === "findLast" ? undefined : -1;
    default:
      return yield* fold(list, callback, args, name === "reduceRight");
  }
}

function* fold(list: readonly unknown[], callback: Callable, args: readonly unknown[], backwards: boolean): Caller {
  const order = [...list.keys()].filter((index) => index in list);
  if (backwards) order.reverse();
  let sum = args[1];
  if (args.length < 2) {
    const first = order.shift();
    if (first === undefined) throw new TypeError("Reduce of empty array with no initial value");
    sum = list[first];
  }
  for (const index of order) {
    const before = sum;
    sum = yield () => Reflect.apply(callback, undefined, [before, list[index], index, list]);
  }
  return sum;
}

function* inCollection(
  entries: Iterable<readonly [unknown, unknown]>,
  collection: object,
  callback: Callable,
  self: unknown,
): Caller {
  for (const [key, value] of entries) yield () => Reflect.apply(callback, self, [value, key, collection]);
  return undefined;
}

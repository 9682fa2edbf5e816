// An async iterable that a library gives: whoever awaits its next element waits for what is at work for it.

import type { PromiseOrigin } from "../runtime/promise-record";
import { type Callable, get, isCallable, isObject } from "../runtime/values";
import { like } from "./like";
import type { Watch } from "./watch";

/** Says of each pending `next()` what it waits for. Does nothing to what cannot be iterated. */
export function watchIterable({ realm }: Watch, iterable: object, origin: PromiseOrigin): void {
  const begin = get(iterable, Symbol.asyncIterator);
  if (!isCallable(begin)) return;
  const watched: Callable = like(begin, function (this: unknown) {
    const iterator = begin.call(this);
    const next = isObject(iterator) ? get(iterator, "next") : undefined;
    if (!isObject(iterator) || !isCallable(next)) return iterator;
    const told: Callable = like(next, function (this: unknown, ...args) {
      const result = next.apply(this, args);
      const record = realm.promises.recordOf(result);
      if (record !== undefined) record.origin = origin;
      return result;
    });
    Reflect.defineProperty(iterator, "next", { value: told, writable: true, configurable: true, enumerable: false });
    return iterator;
  });
  const shown = { value: watched, writable: true, configurable: true, enumerable: false };
  Reflect.defineProperty(iterable, Symbol.asyncIterator, shown);
}

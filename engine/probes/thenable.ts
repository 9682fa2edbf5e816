// What a library gives that is no promise of the platform and can be awaited all the same: a query, another library's promise.

import type { PromiseOrigin } from "../runtime/promise-record";
import { type Callable, get, isCallable, isObject } from "../runtime/values";
import { like } from "./like";
import type { Watch } from "./watch";

export interface Settlement {
  /** Somebody asks for its outcome for the first time: what only describes work begins now. */
  readonly asked?: () => void;
  /** Its outcome is there; gives what those who asked for it get in its place. */
  readonly settled: (state: "fulfilled" | "rejected", value: unknown) => unknown;
}

export function isThenable(value: unknown): value is object {
  return isObject(value) && isCallable(get(value, "then"));
}

/**
 * Says of an object with a `then` of its own what whoever awaits it waits for, and hears of its outcome by the callbacks that it is
 * given: an outcome that nobody asks for is not heard of.
 */
export function watchThenable(watch: Watch, object: object, origin: PromiseOrigin, settlement: Settlement): void {
  const { realm } = watch;
  realm.promises.describeThenable(object, origin);
  const original = get(object, "then");
  if (!isCallable(original)) return;
  let asked = false;
  let outcome: { readonly value: unknown } | undefined;
  const heard = (state: "fulfilled" | "rejected", callback: unknown): unknown => {
    const report = (value: unknown): unknown => {
      outcome ??= { value: settlement.settled(state, value) };
      return outcome.value;
    };
    return isCallable(callback) ? like(callback, (value) => callback.call(undefined, report(value))) : callback;
  };
  const then: Callable = like(original, function (this: unknown, fulfilled, rejected, ...rest) {
    if (!asked) {
      asked = true;
      settlement.asked?.();
    }
    return original.call(this, heard("fulfilled", fulfilled), heard("rejected", rejected), ...rest);
  });
  // biome-ignore lint/suspicious/noThenProperty: the object is one already.
  Reflect.defineProperty(object, "then", { value: then, writable: true, configurable: true, enumerable: false });
}

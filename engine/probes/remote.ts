// Objects that live on the other side of a port, as comlink gives them: whoever awaits a call of one waits for an answer.

import type { PromiseOrigin } from "../runtime/promise-record";
import { get, isCallable, isObject } from "../runtime/values";
import { isThenable } from "./thenable";
import type { Watch } from "./watch";

/** The same object, whose calls' promises say what they wait for. `library`: what it is called in those words. */
export function watchRemote(watch: Watch, remote: object, library: string): object {
  const { realm } = watch;
  const answer = (called: string): PromiseOrigin => ({
    kind: "operation",
    wait: () => {
      const name = realm.world.resources.labelled(root) ?? "the remote object";
      return { kind: "message", text: `the answer to ${name}${called} (${library})` };
    },
  });
  const told = (given: unknown, called: string): unknown => {
    const record = realm.promises.recordOf(given);
    if (record !== undefined) record.origin = answer(called);
    else if (isThenable(given)) realm.promises.describeThenable(given, answer(called));
    return given;
  };
  const part = (of: object, path: string): object => {
    const stand: object = new Proxy(of, {
      get(target, key) {
        const value = get(target, key);
        // What has no name of its own is the library's: the answer to a property, and its symbols.
        if (typeof key === "symbol" || key === "then" || !isObject(value)) return value;
        return part(value, `${path}.${key}`);
      },
      apply: (target, self, args) =>
        told(isCallable(target) ? watch.inside(() => Reflect.apply(target, self, args)) : undefined, `${path}()`),
      construct: (target, args) =>
        Object(
          isConstructor(target)
            ? told(
                watch.inside(() => Reflect.construct(target, args)),
                `${path}, made new`,
              )
            : undefined,
        ),
    });
    realm.promises.describeThenable(stand, answer(path));
    return stand;
  };
  const root = part(remote, "");
  return root;
}

function isConstructor(value: unknown): value is new (...args: unknown[]) => object {
  return typeof value === "function";
}

// Opaque values: what stands for modules that are not simulated. Any property, any call, and an `await` that takes the I/O latency.

import type { Realm } from "./realm";

const marks = new WeakSet<object>();

export function isOpaque(value: unknown): boolean {
  return (typeof value === "object" || typeof value === "function") && value !== null && marks.has(value);
}

/** Makes an opaque value. `path` is what user code would call it. */
export function createOpaque(realm: Realm, path: string): object {
  const members = new Map<PropertyKey, unknown>();
  const target = function opaque() {};
  const proxy: object = new Proxy(target, {
    get(_target, key) {
      if (key === Symbol.toPrimitive) return () => `[opaque ${path}]`;
      if (key === Symbol.toStringTag) return "Opaque";
      if (key === Symbol.iterator) return () => [][Symbol.iterator]();
      if (key === Symbol.asyncIterator)
        return () => ({ next: () => later(realm, path, { value: undefined, done: true }) });
      if (key === Symbol.for("nodejs.util.inspect.custom")) return () => `[opaque ${path}]`;
      if (key === "prototype") return target.prototype;
      if (typeof key === "symbol") return members.get(key);
      if (key === "then") return thenOf(realm, path);
      if (key === "toString") return () => `[opaque ${path}]`;
      if (key === "valueOf") return () => proxy;
      if (key === "toJSON") return () => `[opaque ${path}]`;
      if (!members.has(key)) members.set(key, createOpaque(realm, `${path}.${key}`));
      return members.get(key);
    },
    set(_target, key, value) {
      members.set(key, value);
      return true;
    },
    has: () => true,
    apply: () => createOpaque(realm, `${path}()`),
    construct: () => createOpaque(realm, `new ${path}`),
    deleteProperty: (_target, key) => members.delete(key),
    getPrototypeOf: () => Object.prototype,
  });
  marks.add(proxy);
  return proxy;
}

/** `await` of an opaque value: it resolves to another one when the modelled I/O is done. */
function thenOf(realm: Realm, path: string) {
  return (onFulfilled: unknown) => {
    if (typeof onFulfilled !== "function") return;
    const settled = settledOpaque(realm, path);
    const record = realm.promises.settledBy(onFulfilled);
    if (record !== undefined)
      record.origin = { kind: "operation", wait: () => ({ kind: "io", text: `I/O of ${path}` }) };
    realm.completeLater(realm.world.input.machine.ioLatency, `I/O of ${path}`, () => {
      Reflect.apply(onFulfilled, undefined, [settled]);
    });
  };
}

/** The result of the await: opaque too, but no thenable, or the await would never end. */
function settledOpaque(realm: Realm, path: string): object {
  const value = createOpaque(realm, path);
  const settled: object = new Proxy(value, {
    get: (target, key) => (key === "then" ? undefined : Reflect.get(target, key)),
  });
  marks.add(settled);
  return settled;
}

function later(realm: Realm, path: string, value: unknown): object {
  const { promise, record } = realm.pending(() => ({ kind: "io", text: `I/O of ${path}` }));
  realm.completeLater(realm.world.input.machine.ioLatency, `I/O of ${path}`, () =>
    realm.promises.resolve(record, value),
  );
  return promise;
}

// What a bundle's modules are put together with: the bundler's own helpers, which a program that changes `Object` must not change.

import { isObject } from "./values";

/** esbuild's helpers by their names, without the underscores. */
export const MODULE_HELPERS = {
  create: Object.create,
  defProp: Object.defineProperty,
  getOwnPropDesc: Object.getOwnPropertyDescriptor,
  getOwnPropNames: Object.getOwnPropertyNames,
  getProtoOf: Object.getPrototypeOf,
  copyProps,
  /** A CommonJS module's exports as an ES module's namespace. */
  toESM(module: unknown, isNodeMode?: unknown): object {
    if (module === undefined || module === null) return {};
    const exports = Object(module);
    const target: object = Object.create(Object.getPrototypeOf(exports));
    const plain = Boolean(isNodeMode) || !exports.__esModule;
    if (plain) Object.defineProperty(target, "default", { value: module, enumerable: true });
    return copyProps(target, module);
  },
  /** Names of an ES module, each with the function that gives its present value. */
  export(target: object, all: Readonly<Record<string, () => unknown>>): void {
    for (const name of Object.keys(all)) Object.defineProperty(target, name, { get: all[name], enumerable: true });
  },
};

function copyProps(to: object, from: unknown, except?: PropertyKey): object {
  if (!isObject(from)) return to;
  for (const key of Object.getOwnPropertyNames(from)) {
    if (key === except || Object.hasOwn(to, key)) continue;
    const enumerable = Object.getOwnPropertyDescriptor(from, key)?.enumerable ?? true;
    Object.defineProperty(to, key, { get: () => Reflect.get(from, key), enumerable });
  }
  return to;
}

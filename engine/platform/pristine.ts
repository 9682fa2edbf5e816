// Tells whether objects that a program could reach are still as they were made, so that the next run may have them, too.

import { isObject } from "../runtime/values";

interface Snapshot {
  readonly object: object;
  readonly prototype: object | null;
  readonly keys: readonly PropertyKey[];
  readonly properties: readonly PropertyDescriptor[];
}

/** `roots` and the functions and prototypes that are theirs, not those of the language. Asked later, says whether nobody has changed any of it. */
export function pristine(roots: readonly object[]): () => boolean {
  const snapshots: Snapshot[] = [];
  const seen = new Set<object>();
  const add = (value: unknown): void => {
    if (!isObject(value) || seen.has(value)) return;
    seen.add(value);
    const keys = Reflect.ownKeys(value);
    const properties = keys.map((key) => Reflect.getOwnPropertyDescriptor(value, key) ?? {});
    snapshots.push({ object: value, prototype: Reflect.getPrototypeOf(value), keys, properties });
    for (const property of properties) {
      add(property.value);
      add(property.get);
      add(property.set);
    }
  };
  for (const root of roots) add(root);
  return () => snapshots.every(isUnchanged);
}

function isUnchanged({ object, prototype, keys, properties }: Snapshot): boolean {
  if (Reflect.getPrototypeOf(object) !== prototype || !Reflect.isExtensible(object)) return false;
  if (Reflect.ownKeys(object).length !== keys.length) return false;
  for (let index = 0; index < keys.length; index++) {
    const before = properties[index];
    const now = Reflect.getOwnPropertyDescriptor(object, keys[index] ?? "");
    if (before === undefined || now === undefined) return false;
    if (!Object.is(now.value, before.value) || now.get !== before.get || now.set !== before.set) return false;
    if (now.writable !== before.writable || now.enumerable !== before.enumerable) return false;
    if (now.configurable !== before.configurable) return false;
  }
  return true;
}

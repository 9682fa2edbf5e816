// Who stands behind a method without a body: the one class of the program that implements it, if there is exactly one.

import type { ClassFacts, ClassId, FileFacts, FunctionFacts, FunctionId } from "./facts";

/** Only a single implementation is followed: with several, what the call does depends on what the analyzer does not know. */
export function implementations(
  files: ReadonlyMap<string, FileFacts>,
  functions: ReadonlyMap<FunctionId, FunctionFacts>,
): (slot: string) => FunctionId | undefined {
  const classes = new Map<ClassId, ClassFacts>();
  /** Interface or abstract class to the classes below it. */
  const below = new Map<ClassId, ClassId[]>();
  for (const file of files.values()) for (const cls of file.classes) classes.set(cls.id, cls);
  const ancestors = (id: ClassId, seen: Set<ClassId>): void => {
    const cls = classes.get(id);
    for (const above of [...(cls?.bases ?? []), ...(cls?.interfaces ?? [])]) {
      if (seen.has(above)) continue;
      seen.add(above);
      ancestors(above, seen);
    }
  };
  for (const cls of classes.values()) {
    if (files.get(cls.id.slice(0, cls.id.indexOf("#")))?.test === true) continue;
    const above = new Set<ClassId>();
    ancestors(cls.id, above);
    for (const id of above) below.set(id, [...(below.get(id) ?? []), cls.id]);
  }
  const methodOf = (id: ClassId, name: string, depth: number): FunctionId | undefined => {
    const own = `${id}.${name}`;
    if (functions.has(own)) return own;
    if (depth > 8) return undefined;
    for (const base of classes.get(id)?.bases ?? []) {
      const inherited = methodOf(base, name, depth + 1);
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  };
  return (slot) => {
    const dot = slot.lastIndexOf(".");
    const name = slot.slice(dot + 1);
    const found = new Set((below.get(slot.slice(0, dot)) ?? []).flatMap((id) => methodOf(id, name, 0) ?? []));
    const [only] = found;
    return found.size === 1 ? only : undefined;
  };
}

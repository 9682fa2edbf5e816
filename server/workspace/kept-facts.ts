// Facts of a file that was read again: where they say the same as before, they are the same objects, so that nothing that rests on them is done again.

import { isEqual } from "#server/model/equal";
import type { FileFacts, FunctionFacts } from "#server/model/facts";

/** What is the same in `found` as in `before`, taken from there. @returns also whether anything but the text's hash is new */
export function keptFacts(before: FileFacts | undefined, found: FileFacts): { facts: FileFacts; isNew: boolean } {
  if (before === undefined) return { facts: found, isNew: true };
  const known = new Map(before.functions.map((fn) => [fn.id, fn]));
  const functions = found.functions.map((fn): FunctionFacts => {
    const old = known.get(fn.id);
    return old !== undefined && isEqual(old, fn) ? old : fn;
  });
  const same =
    functions.length === before.functions.length &&
    functions.every((fn, index) => fn === before.functions[index]) &&
    isEqual({ ...before, functions: [], hash: "" }, { ...found, functions: [], hash: "" });
  return same
    ? { facts: { ...before, hash: found.hash }, isNew: false }
    : { facts: { ...found, functions }, isNew: true };
}

// What the facts of a file rest on in others beyond what those declare: bodies that were looked into, and things without a name, which are known by their place.

import type { FileFacts } from "#server/model/facts";
import type { Edit } from "./affected";
import type { Part } from "./visible";

/** A thing in another file: what stands behind the `#` of its id has an offset in it. */
export type Place = readonly [file: string, id: string];

export function placesIn(facts: FileFacts): Place[] {
  const found = new Map<string, Place>();
  for (const [id] of JSON.stringify(facts).matchAll(/[^"\\]*#[^"\\]*@\d[^"\\]*/g)) {
    const at = id.indexOf("#");
    const file = id.slice(Math.max(0, id.indexOf("/")), at);
    if (file !== facts.file) found.set(id, [file, id.slice(at + 1)]);
  }
  return [...found.values()];
}

/**
 * The facts of a file do not hold any more, whatever is declared anew.
 * @param reads files that it looked into
 * @param affected files that see something declared anew
 */
export function isOutdated(
  reads: readonly string[],
  places: readonly Place[],
  edits: readonly Edit[],
  affected: ReadonlySet<string>,
): boolean {
  if (reads.length === 0 && places.length === 0) return false;
  if (reads.some((path) => affected.has(path))) return true;
  return edits.some(({ path, before, after }) => {
    const isRead = reads.includes(path);
    const named = places.filter(([file]) => file === path);
    if (!isRead && named.length === 0) return false;
    if (before === undefined) return true;
    const first = firstDifference(before.parts, after.parts);
    // What was added at the end was not there to be looked at.
    if (first === before.parts.length) return false;
    if (isRead) return true;
    const start = before.parts[first]?.start ?? 0;
    return named.some(([, id]) => {
      const [, offset] = /^@(\d+)/.exec(id) ?? [];
      // By its place in the file, or in something with a name.
      return offset === undefined ? !isSame(id, before.parts, after.parts) : Number(offset) >= start;
    });
  });
}

function firstDifference(before: readonly Part[], after: readonly Part[]): number {
  const at = before.findIndex((part, index) => part.whole !== after[index]?.whole);
  return at < 0 ? before.length : at;
}

/** What holds the thing has the same text. */
function isSame(id: string, before: readonly Part[], after: readonly Part[]): boolean {
  const name = id.slice(0, id.search(/[.@]/)).replace(/^(?:get|set) /, "");
  const textsIn = (parts: readonly Part[]): string =>
    parts
      .filter(({ names }) => names.includes(name))
      .map(({ whole }) => whole)
      .join();
  const text = textsIn(before);
  return text !== "" && text === textsIn(after);
}

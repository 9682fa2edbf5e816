// What the two rules about unreleased locks share: which leaks count, one for each acquire.

import type { FunctionFacts } from "#server/model/facts";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import type { Fix } from "#protocol/finding";
import type { Leak } from "#server/model/summary";

export interface FoundLeak {
  readonly fn: FunctionFacts;
  readonly leak: Leak;
}

/** Leaks of all functions; of several on one acquire the normal path comes before the exceptional one. */
export function leaksOf(model: ProgramModel, wanted: "path" | "throw"): FoundLeak[] {
  const found: FoundLeak[] = [];
  for (const [id, summary] of model.summaries) {
    if (summary.leaks.length === 0) continue;
    const fn = model.functions.get(id);
    if (fn === undefined || isInsidePrimitive(model, id)) continue;
    const normal = new Set(summary.leaks.filter((leak) => leak.exit !== "throw").map(acquireKey));
    const seen = new Set<string>();
    for (const leak of summary.leaks) {
      const key = acquireKey(leak);
      const kind = leak.exit === "throw" ? "throw" : "path";
      if (kind !== wanted || (kind === "throw" && normal.has(key)) || seen.has(key)) continue;
      seen.add(key);
      found.push({ fn, leak });
    }
  }
  return found;
}

function acquireKey({ acquire: { place } }: Leak): string {
  return `${place.range.start.line}:${place.range.start.character}`;
}

/** The repair that was prepared for the leaking acquire. */
export function fixesOf({ fn, leak }: FoundLeak): Fix[] {
  const key = acquireKey(leak);
  return fn.repairs
    .filter(({ acquire }) => `${acquire.start.line}:${acquire.start.character}` === key)
    .slice(0, 1)
    .map(({ range, newText }) => ({
      title: "Release it in a `finally` block",
      edits: [{ file: fn.file, range, newText }],
    }));
}

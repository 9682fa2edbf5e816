// What the rules about shared state have in common: which functions several tasks can be in at once, and who resets what.

import type { FunctionId } from "#server/model/facts";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { perModel } from "#server/model/per-model";
import type { SharedFacts } from "#server/model/shared-facts";

export interface SharedView {
  readonly file: string;
  readonly facts: SharedFacts;
}

/** Facts of all files that have any. */
export const sharedViews = perModel((model: ProgramModel): readonly SharedView[] =>
  [...model.files.values()].flatMap((file) =>
    file.shared === undefined ? [] : [{ file: file.file, facts: file.shared }],
  ),
);

/** Functions of which only one run can be under way, as far as is known: called under a lock, or kept as the one run. */
export const excludedFunctions = perModel((model: ProgramModel): ReadonlySet<FunctionId> => {
  const excluded = new Set<FunctionId>(sharedViews(model).flatMap(({ facts }) => facts.excluded));
  // What only those call is excluded with them.
  for (let grew = excluded.size > 0; grew; ) {
    grew = false;
    for (const [id, callers] of model.mentionedBy) {
      if (excluded.has(id) || model.functions.get(id)?.exported === true) continue;
      if (callers.length > 0 && callers.every((caller) => caller !== id && excluded.has(caller))) {
        excluded.add(id);
        grew = true;
      }
    }
  }
  return excluded;
});

/** Two tasks may be in the function at the same time; `own`: hand-written locks are judged too. */
export function mayOverlap(
  id: FunctionId,
  model: ProgramModel,
  excluded: ReadonlySet<FunctionId>,
  own = false,
): boolean {
  const fn = model.functions.get(id);
  if (fn === undefined || fn.kind === "constructor" || fn.kind === "module" || excluded.has(id)) return false;
  if (!own && isInsidePrimitive(model, id)) return false;
  if (fn.exported) return true;
  const callers = model.mentionedBy.get(id) ?? [];
  const once = (caller: FunctionId): boolean => {
    const kind = model.functions.get(caller)?.kind;
    return kind === "module" || kind === "constructor";
  };
  return callers.length === 0 ? fn.kind !== "closure" : !callers.every(once);
}

/** The function, or one written inside it, empties the state. */
export function resetsItself(facts: SharedFacts, key: string, id: FunctionId): boolean {
  return facts.resets.some((reset) => reset.key === key && (reset.fn === id || reset.fn.startsWith(`${id}.`)));
}

/** Some other function empties the state. */
export function isResetElsewhere(facts: SharedFacts, key: string, id: FunctionId): boolean {
  return facts.resets.some((reset) => reset.key === key && reset.fn !== id);
}

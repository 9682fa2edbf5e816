// Where tasks come from: bodies of modules, and functions that nobody in the program calls but others may.

import type { FunctionFacts, FunctionId } from "./facts";
import { isInsidePrimitive, type ProgramModel } from "./program-model";

/** Callers that are looked at to find out whether a function is only called by itself. */
const MAX_CALLERS = 200;

export function rootsOf(model: Omit<ProgramModel, "roots">): FunctionFacts[] {
  return [...model.functions.values()].filter((fn) => {
    if (isInsidePrimitive(model, fn.id)) return false;
    if (fn.kind === "module") return true;
    if (!fn.exported) return false;
    const callers = callersOf(fn.id, model);
    if (callers.length === 0) return true;
    // Called again from what it calls, and from nowhere else: a beginning all the same.
    const above = upward(fn.id, model);
    return (
      above.size < MAX_CALLERS &&
      [...above].every((id) => id === fn.id || upward(id, model).has(fn.id) || onlyWrites(id, above, model))
    );
  });
}

/** The body of a module that has some of them in the objects that it makes, and calls none. */
function onlyWrites(id: FunctionId, above: ReadonlySet<FunctionId>, model: Omit<ProgramModel, "roots">): boolean {
  const body = model.functions.get(id);
  if (body?.kind !== "module") return false;
  const mentioned = body.mentions.filter((one) => above.has(one));
  const text = JSON.stringify(body.body);
  return mentioned.every((one) => {
    const fn = model.functions.get(one);
    return (
      fn?.kind === "method" && fn.cls === undefined && !text.includes(`"t":"function","id":${JSON.stringify(one)}`)
    );
  });
}

function callersOf(id: FunctionId, model: Omit<ProgramModel, "roots">): FunctionId[] {
  return (model.mentionedBy.get(id) ?? []).filter(
    (caller) => caller !== id && model.files.get(model.functions.get(caller)?.file ?? "")?.test !== true,
  );
}

function upward(id: FunctionId, model: Omit<ProgramModel, "roots">): Set<FunctionId> {
  const found = new Set<FunctionId>();
  const pending = [id];
  for (let at = pending.pop(); at !== undefined && found.size < MAX_CALLERS; at = pending.pop()) {
    for (const caller of callersOf(at, model)) {
      if (found.has(caller)) continue;
      found.add(caller);
      pending.push(caller);
    }
  }
  return found;
}

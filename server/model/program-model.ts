// The program as the rules see it: facts of all files and the summary of every function. Plain data.

import type { ClassId, FileFacts, FunctionFacts, FunctionId, PrimitiveFacts } from "./facts";
import type { Summary } from "./summary";

export interface ProgramModel {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly functions: ReadonlyMap<FunctionId, FunctionFacts>;
  readonly summaries: ReadonlyMap<FunctionId, Summary>;
  /** Functions that call or mention a function. */
  readonly mentionedBy: ReadonlyMap<FunctionId, readonly FunctionId[]>;
  /** Functions that make up a hand-written lock; rules do not judge a lock by its own inside. */
  readonly primitiveFunctions: ReadonlyMap<FunctionId, PrimitiveFacts>;
  readonly primitiveClasses: ReadonlySet<ClassId>;
  /** Functions in which tasks begin: bodies of modules, and what nobody in the program calls but others may. */
  readonly roots: readonly FunctionFacts[];
}

/** The function is a part of a hand-written lock. */
export function isInsidePrimitive(
  model: Pick<ProgramModel, "primitiveFunctions" | "primitiveClasses" | "functions">,
  id: FunctionId,
): boolean {
  if (model.primitiveFunctions.has(id)) return true;
  const fn = model.functions.get(id);
  if (fn?.cls !== undefined && model.primitiveClasses.has(fn.cls)) return true;
  for (const own of model.primitiveFunctions.keys()) if (id.startsWith(`${own}.`)) return true;
  for (const cls of model.primitiveClasses) if (id.startsWith(`${cls}.`)) return true;
  return false;
}

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
  {
    primitiveFunctions,
    primitiveClasses,
    functions,
  }: Pick<ProgramModel, "primitiveFunctions" | "primitiveClasses" | "functions">,
  id: FunctionId,
): boolean {
  if (primitiveFunctions.has(id)) return true;
  if (primitiveFunctions.size === 0 && primitiveClasses.size === 0) return false;
  const fn = functions.get(id);
  if (fn?.cls !== undefined && primitiveClasses.has(fn.cls)) return true;
  // Whatever it is written in: `<file>#Lock.acquire.drain` is a part of `<file>#Lock.acquire` and of `<file>#Lock`.
  for (let dot = id.lastIndexOf("."); dot > id.indexOf("#"); dot = id.lastIndexOf(".", dot - 1)) {
    const around = id.slice(0, dot);
    if (primitiveFunctions.has(around) || primitiveClasses.has(around)) return true;
  }
  return false;
}

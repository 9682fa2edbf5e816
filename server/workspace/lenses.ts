// Where a simulation is worth offering: functions in which something concurrent happens, files that start it.

import type { FileFacts } from "#server/model/facts";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import type { LensTarget } from "./analysis";

export function lensesOf(file: FileFacts, model: ProgramModel): LensTarget[] {
  const targets: LensTarget[] = [];
  for (const fn of file.functions) {
    const summary = model.summaries.get(fn.id);
    if (summary === undefined || fn.kind === "closure" || fn.kind === "constructor" || isInsidePrimitive(model, fn.id))
      continue;
    const concurrent =
      summary.acquires.length > 0 ||
      summary.selfWaits.length > 0 ||
      summary.invocations.some((one) => one.held.length > 0);
    if (fn.kind === "module") {
      if (concurrent || file.startsThreads) targets.push({ range: fn.at, name: fn.name, kind: "file" });
    } else if (concurrent) targets.push({ range: fn.at, name: fn.name, kind: "function" });
  }
  return targets.sort(
    (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
  );
}

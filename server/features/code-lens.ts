// Where "Simulate scheduling" is offered: at most once a function, and only where concurrency was found.

import type { Range } from "#protocol/finding";
import { type ScenarioParams, SIMULATE_COMMAND } from "#protocol/server";
import type { InterleaveSettings } from "#protocol/settings";
import type { AnalysisResult, LensTarget } from "#server/workspace/analysis";

/** Stable in length, so that the lines beneath do not jump. */
export const SIMULATE_TITLE = "Simulate scheduling";

/** The protocol's code lens, in the part that is used. */
export interface EditorLens {
  range: Range;
  command: { title: string; command: string; arguments: [ScenarioParams] };
}

/** @param uri address of the file, as the client knows it */
export function codeLenses(
  result: AnalysisResult,
  file: string,
  uri: string,
  settings: InterleaveSettings,
): EditorLens[] {
  return lensTargets(result, file, settings).map((target) => ({
    range: target.range,
    command: { title: SIMULATE_TITLE, command: SIMULATE_COMMAND, arguments: [scenarioParams(uri, target)] },
  }));
}

/** Equal as long as the same functions have a lens, wherever they have moved: a client moves lenses with the text itself. */
export function lensKey(result: AnalysisResult, file: string, settings: InterleaveSettings): string {
  return JSON.stringify(lensTargets(result, file, settings).map((target) => [target.kind, target.name]));
}

function lensTargets(result: AnalysisResult, file: string, settings: InterleaveSettings): readonly LensTarget[] {
  if (!settings.enable || !settings.codeLens.enabled) return [];
  return result.lenses.get(file) ?? [];
}

function scenarioParams(uri: string, target: LensTarget): ScenarioParams {
  return target.kind === "file" ? { uri } : { uri, position: target.range.start };
}

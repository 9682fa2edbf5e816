// The program at a place of the editor, made ready to simulate.

import type { Problem } from "#protocol/finding";
import type { ScenarioParams, ScenarioResult } from "#protocol/server";
import { buildScenario } from "#server/instrument/build-scenario";
import type { AnalysisResult } from "#server/workspace/analysis";
import type { SourceHost } from "#server/workspace/source-host";
import { pathOfUri } from "./paths";

export interface ScenarioContext {
  /** The source as the editor has it. */
  readonly host: SourceHost;
  /** What the analysis knows of the user's own primitives; absent where it is off or failed. */
  readonly analysis: AnalysisResult | undefined;
  readonly cancelled: () => boolean;
}

/** Never executes anything of the user's; what is wrong with the program is in `problems`. */
export async function scenarioAt(params: ScenarioParams, context: ScenarioContext): Promise<ScenarioResult> {
  const entry = pathOfUri(params.uri);
  if (entry === undefined)
    return failure({ message: "Only a file on the disk can be simulated; save this one first." });
  if (!context.host.exists(entry)) return failure({ message: `There is no file ${entry}.`, file: entry });
  const { cancelled } = context;
  const request =
    params.position === undefined ? { entry, cancelled } : { entry, cancelled, position: params.position };
  return buildScenario(request, context.host, { primitives: context.analysis?.primitives ?? [] });
}

function failure(problem: Omit<Problem, "severity">): ScenarioResult {
  return { problems: [{ severity: "error", ...problem }] };
}

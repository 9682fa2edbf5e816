// The program at a place of the editor, made ready to simulate.

import type { ScenarioParams, ScenarioResult } from "#protocol/server";
import type { AnalysisResult } from "#server/workspace/analysis";
import type { SourceHost } from "#server/workspace/source-host";
import { pathOfUri } from "./paths";

export interface ScenarioContext {
  /** The source as the editor has it. */
  readonly host: SourceHost;
  /** What the analysis knows; absent where it is off or failed. */
  readonly analysis: AnalysisResult | undefined;
  readonly cancelled: () => boolean;
}

export async function scenarioAt(params: ScenarioParams, context: ScenarioContext): Promise<ScenarioResult> {
  const file = pathOfUri(params.uri);
  if (file === undefined) return failure("Only files on the disk can be simulated; save this document first.");
  if (!context.host.exists(file)) return failure(`There is no file ${file}.`);
  return failure("The simulation is not built yet.");
}

function failure(message: string): ScenarioResult {
  return { problems: [{ severity: "error", message }] };
}

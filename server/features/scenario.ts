// The program at a place of the editor, made ready to simulate.

import type { Problem } from "#protocol/finding";
import type {
  AnnotateParams,
  AnnotateResult,
  ScenarioParams,
  ScenarioResult,
  ScenarioStart,
  StartableFunction,
} from "#protocol/server";
import { annotate } from "#server/instrument/annotate";
import { buildScenario } from "#server/instrument/build-scenario";
import { planCalls } from "#server/instrument/plan-calls";
import type { Said } from "#server/instrument/plan-start";
import { callableFunctions, functionAt } from "#server/instrument/simulate-tag";
import { wrongStart, writeStart } from "#server/instrument/start-text";
import { parse } from "#server/instrument/syntax";
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
  const request = {
    entry,
    cancelled,
    ...(params.position === undefined ? {} : { position: params.position }),
    ...(params.edit === undefined ? {} : { edit: params.edit }),
  };
  const { said, ...answer } = await buildScenario(request, context.host, {
    primitives: context.analysis?.primitives ?? [],
  });
  return answer.scenario === undefined ? answer : { ...answer, start: startOf(params, entry, said, context.host) };
}

/** How a comment comes into a file of the editor. */
export function annotated(params: AnnotateParams, host: SourceHost): AnnotateResult {
  const path = pathOfUri(params.uri);
  const text = path === undefined ? undefined : host.read(path);
  if (path === undefined || text === undefined) return { edits: [], problem: "There is no such file." };
  const { start } = params;
  if (start === undefined) return annotate(path, text, params);
  const wrong = wrongStart(start);
  if (wrong !== undefined) return { edits: [], problem: wrong.message, field: wrong.field };
  return annotate(path, text, { ...params, text: writeStart(start) });
}

/** More are not offered to choose from. */
const MOST_FUNCTIONS = 30;

/** What is started, and what else of the file could be. */
function startOf(
  { uri, position }: ScenarioParams,
  path: string,
  said: Said | undefined,
  host: SourceHost,
): ScenarioStart {
  const { source } = parse(path, host.read(path) ?? "");
  const functions = callableFunctions(source)
    .slice(0, MOST_FUNCTIONS)
    .map((pointed): StartableFunction => {
      const planned = planCalls([pointed], source, host);
      const { line } = source.getLineAndCharacterOfPosition(pointed.node.getStart(source));
      return { name: pointed.name, line, ...(planned.kind === "calls" ? { example: planned.said } : {}) };
    });
  const above = position && functionAt(source, position)?.name;
  const own =
    above ?? functions.find(({ name }) => said?.start.calls.some((call) => call.startsWith(`${name}(`)))?.name;
  return {
    kind: said?.kind ?? "program",
    uri,
    values: said?.start.values ?? [],
    calls: said?.start.calls ?? [],
    functions,
    ...(own === undefined ? {} : { above: own }),
  };
}

function failure(problem: Omit<Problem, "severity">): ScenarioResult {
  return { problems: [{ severity: "error", ...problem }] };
}

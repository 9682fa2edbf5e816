// Builds scenarios from programs written in a test.

import type { Scenario } from "#engine/scenario";
import type { Position, Problem } from "#protocol/finding";
import { buildScenario, type ScenarioAnswer, type ScenarioRequest } from "#server/instrument/build-scenario";
import type { SourceHost } from "#server/workspace/source-host";
import { type Files, memoryHost } from "./memory-host";

/** `request.entry` is relative to the program's root and `main.ts` where absent. */
export function build(
  files: Files,
  request: Partial<ScenarioRequest> = {},
  hostOf: (files: Files) => SourceHost = memoryHost,
): Promise<ScenarioAnswer & { readonly root: string }> {
  const host = hostOf({ "tsconfig.json": "{}", ...files });
  const entry = `${host.root}/${request.entry ?? "main.ts"}`;
  return buildScenario({ ...request, entry }, host).then((answer) => ({ ...answer, root: host.root }));
}

/** The scenario of a program that must have one. */
export async function scenarioOf(files: Files, request: Partial<ScenarioRequest> = {}): Promise<Scenario> {
  const { scenario, problems } = await build(files, request);
  if (scenario === undefined) throw new Error(`no scenario: ${JSON.stringify(problems)}`);
  return scenario;
}

/** `file:line severity message`, lines from 1. */
export function said(problems: readonly Problem[], root: string): readonly string[] {
  return problems.map(({ file = "", range, severity, message }) => {
    const line = range === undefined ? "" : `:${range.start.line + 1}`;
    return `${file.replace(`${root}/`, "")}${line} ${severity} ${message}`;
  });
}

/** Place of the first occurrence of `text`. */
export function at(source: string, text: string): Position {
  const before = source.slice(0, source.indexOf(text)).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

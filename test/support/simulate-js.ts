// Runs plain JavaScript on the simulated machine, without instrumentation: for tests of the platform's order of events.

import * as esbuild from "esbuild";
import { DEFAULT_MACHINE } from "#engine/machine";
import { run } from "#engine/run";
import { UNIT_PARAMETERS, type UnitFactory } from "#engine/runtime/abi";
import type { CodeUnit, Scenario } from "#engine/scenario";
import type { Trace } from "#engine/trace/trace";
import { detachBuffer } from "#server/host/detach-buffer";
import type { Bundler } from "#server/instrument/bundler";
import { lower } from "#server/instrument/lower";

export interface JsProgram {
  readonly code: string;
  readonly kind: "cjs" | "esm";
  readonly topLevelAwait?: boolean;
  /** Sources that the program gives to `new Worker(source, { eval: true })`. */
  readonly workers?: readonly string[];
}

const bundler: Bundler = esbuild;

export async function simulateJs(program: JsProgram): Promise<Trace> {
  const unit = async (id: string, bundle: string, kind: "cjs" | "esm", topLevelAwait: boolean): Promise<CodeUnit> => {
    const lowered = await lower({ bundle, kind, strict: kind === "esm", topLevelAwait }, bundler);
    if (lowered.kind !== "lowered") throw new Error(`the test program cannot be lowered: ${JSON.stringify(lowered)}`);
    return { id, kind, code: lowered.code };
  };
  const entry = "/workspace/main.js";
  const units = [await unit(entry, program.code, program.kind, program.topLevelAwait ?? false)];
  for (const source of program.workers ?? []) units.push(await unit(`eval:${source}`, source, "cjs", false));
  const factories = new Map<string, UnitFactory>();
  for (const { id, code } of units) {
    const compiled = new Function(...UNIT_PARAMETERS, code);
    factories.set(id, (...globals) => void Reflect.apply(compiled, undefined, globals));
  }
  const scenario: Scenario = {
    version: 1,
    title: "test",
    entry,
    units,
    files: [],
    sites: [],
    primitives: [],
    assumptions: [],
    programHash: "test",
  };
  const pure = { URL, URLSearchParams, TextEncoder, TextDecoder, detach: detachBuffer };
  return run({ scenario, machine: DEFAULT_MACHINE, host: { unit: (id) => factories.get(id), pure } });
}

export function outputOf(trace: Trace): string[] {
  return trace.events.flatMap((event) => (event.kind === "output" && event.stream === "stdout" ? [event.text] : []));
}

// Runs a program on the simulated machine as the product does: instrumented, bundled, with the engine inside a sandbox of its own.

import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import type { Scenario } from "#engine/scenario";
import type { Outcome, Trace } from "#engine/trace/trace";
import { detachBuffer } from "#server/host/detach-buffer";
import { compileUnit } from "#server/host/in-process-host";
import type { createSandboxEngine } from "#server/host/sandbox-engine";
import { urlOperations } from "#server/host/url-operations";
import { buildScenario } from "#server/instrument/build-scenario";
import { diskHost } from "#server/workspace/source-host";
import { buildHost } from "../server/host/built-host";

export interface Machine {
  /** Gives the trace as the text that the engine's host sends, byte for byte. */
  simulateText(scenario: Scenario, settings?: MachineSettings): string;
  simulate(scenario: Scenario, settings?: MachineSettings): Trace;
}

/** Bundles the engine once; each run gets a fresh sandbox. */
export async function createMachine(): Promise<Machine> {
  const bundle = readFileSync(await buildHost(), "utf8").replace(/^#!.*/, "");
  const simulateText = (scenario: Scenario, settings: MachineSettings = DEFAULT_MACHINE): string => {
    const sandbox = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
    const create: typeof createSandboxEngine = runInContext(
      `(() => { let made; const registerEngine = (create) => { made = create; }; const exports = {}, module = { exports };\n${bundle}\nreturn made; })()`,
      sandbox,
      { filename: "engine.js" },
    );
    const engine = create(urlOperations, detachBuffer);
    for (const unit of scenario.units) engine.add(unit.id, compileUnit(unit, sandbox));
    return engine.run(JSON.stringify(scenario), JSON.stringify(settings));
  };
  return {
    simulateText,
    simulate(scenario, settings) {
      const answer: { readonly trace: Trace } | { readonly failure: { readonly stack: string } } = JSON.parse(
        simulateText(scenario, settings),
      );
      if ("failure" in answer) throw new Error(`the engine failed: ${answer.failure.stack}`);
      return answer.trace;
    },
  };
}

/** The scenario of a file; throws where there is none. */
export async function scenarioOfFile(entry: string, root: string): Promise<Scenario> {
  const { scenario, problems } = await buildScenario({ entry }, diskHost(root));
  if (scenario === undefined) throw new Error(`no scenario for ${entry}: ${JSON.stringify(problems)}`);
  return scenario;
}

export function stdoutOf(trace: Pick<Trace, "events">): string {
  return trace.events
    .flatMap((event) => (event.kind === "output" && event.stream === "stdout" ? [`${event.text}\n`] : []))
    .join("");
}

/** The code with which the process would have ended; words where it would not have. */
export function exitCodeOf(outcome: Outcome): number | string {
  switch (outcome.kind) {
    case "completed":
    case "deadlock":
    case "failed":
      return outcome.exitCode ?? "runs for ever";
    case "kept-alive":
      return "runs for ever";
    case "bound":
      return `stopped: ${outcome.message}`;
  }
}

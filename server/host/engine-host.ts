// The child process that runs user code: a sandbox with nothing of Node in it. Its bundle runs twice, outside as the host and inside as the engine.

import type { Scenario } from "#engine/scenario";
import { createSandboxEngine, type SandboxEngine } from "./sandbox-engine";
import { detachBuffer } from "./detach-buffer";
import { urlOperations } from "./url-operations";

/** There only inside the sandbox; hands the engine out. */
declare const registerEngine: ((create: typeof createSandboxEngine) => void) | undefined;

/** What the parent writes to standard input, as JSON. */
export interface EngineHostInput {
  readonly scenario: string;
  readonly machine: string;
}

if (typeof registerEngine === "function") registerEngine(createSandboxEngine);
else void serve();

async function serve(): Promise<void> {
  // Not at the top: the sandbox has no module loader.
  const { readFileSync } = await import("node:fs");
  const { createContext, runInContext } = await import("node:vm");
  const { compileUnit } = await import("./in-process-host");
  const sandbox = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const own = readFileSync(__filename, "utf8").replace(/^#!.*/, "");
  const create: typeof createSandboxEngine = runInContext(
    `(() => { let made; const registerEngine = (create) => { made = create; }; const exports = {}, module = { exports };\n${own}\nreturn made; })()`,
    sandbox,
    { filename: "engine.js" },
  );
  const engine: SandboxEngine = create(urlOperations, detachBuffer);

  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  const input: EngineHostInput = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  const { units }: Scenario = JSON.parse(input.scenario);
  try {
    for (const unit of units) engine.add(unit.id, compileUnit(unit, sandbox));
  } catch (error) {
    process.stdout.write(JSON.stringify({ failure: { message: String(error), stack: "" } }));
    return;
  }
  process.stdout.write(engine.run(input.scenario, input.machine));
}

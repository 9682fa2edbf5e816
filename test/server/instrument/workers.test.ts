// Threads' and processes' entries are found from the ways in which people name them.

import { describe, expect, it } from "vitest";
import { build, said, scenarioOf } from "./program";

const WORKER = 'import { parentPort } from "node:worker_threads";\nparentPort?.postMessage(1);\n';
const from = 'import { Worker } from "node:worker_threads";\n';

describe("worker entries", () => {
  it.each([
    ["a URL", `${from}new Worker(new URL("./src/w.ts", import.meta.url));`],
    ["a URL of the compiled file", `${from}new Worker(new URL("./src/w.js", import.meta.url), { name: "w" });`],
    [
      "a path from a URL",
      `import { fileURLToPath } from "node:url";\n${from}new Worker(fileURLToPath(new URL("./src/w.ts", import.meta.url)));`,
    ],
    ["a relative path", `${from}new Worker("./src/w.js");`],
    [
      "a joined path",
      `const path = require("path"); const { Worker } = require("worker_threads"); new Worker(path.join(__dirname, "src/w.js"));`,
    ],
    [
      "a resolved path",
      `import path from "node:path";\n${from}new Worker(path.resolve(import.meta.dirname, "src/w.ts"));`,
    ],
    ["a constant", `${from}const url = new URL("./src/w.ts", import.meta.url);\nconst w = new Worker(url);`],
    ["the platform's Worker", `new Worker(new URL("src/w.ts", import.meta.url), { type: "module" });`],
    ["fork", `import { fork } from "node:child_process";\nfork("./src/w.ts");`],
    ["fork of the whole module", `import * as cp from "child_process";\ncp.fork("src/w");`],
  ])("%s", async (_name, main) => {
    const scenario = await scenarioOf({ "main.ts": main, "src/w.ts": WORKER });
    expect(scenario.units.map((unit) => unit.id)).toEqual(["/workspace/main.ts", "/workspace/src/w.ts"]);
    expect(scenario.units[0]?.code).toContain('"/workspace/src/w.ts"');
  });

  it("follows workers of workers, and a file that starts itself", async () => {
    const scenario = await scenarioOf({
      "main.ts": `${from}new Worker(new URL("./a.ts", import.meta.url));`,
      "a.ts": `${from}new Worker(new URL("./b.ts", import.meta.url));`,
      "b.ts": `import { Worker, isMainThread } from "node:worker_threads";\nif (isMainThread) new Worker(new URL(import.meta.url));`,
    });
    expect(scenario.units.map((unit) => unit.id)).toEqual(["/workspace/main.ts", "/workspace/a.ts", "/workspace/b.ts"]);
  });

  it("makes a unit of a worker's source text, with its lines in the file around it", async () => {
    const source = "const { parentPort } = require('worker_threads');\nparentPort.postMessage('m');";
    const scenario = await scenarioOf({ "main.ts": `${from}new Worker(\`${source}\`, { eval: true });` });
    const [, unit] = scenario.units;
    expect(unit).toMatchObject({ id: `eval:${source}`, kind: "cjs" });
    expect(unit?.code).toContain('builtin("worker_threads")');
    expect(scenario.files.map((file) => file.path)).toEqual(["main.ts"]);
    expect(scenario.sites).toContainEqual(expect.objectContaining({ kind: "statement", line: 2, character: 0 }));
  });

  it("says which worker it cannot find", async () => {
    const main = `${from}new Worker(new URL("./gone.ts", import.meta.url));\nnew Worker(process.argv[2] ?? "");\n`;
    const { scenario, problems, root } = await build({ "main.ts": main });
    expect(scenario?.assumptions.map((assumption) => assumption.kind)).toEqual(["not-simulated", "not-simulated"]);
    expect(said(problems, root)).toEqual([
      "main.ts:2 warning The worker file `./gone.ts` cannot be found from the source, so that thread is not simulated.",
      'main.ts:3 warning The worker file `process.argv[2] ?? ""` cannot be found from the source, so that thread is not simulated.',
    ]);
  });

  it("takes a class of the program's own that is called Worker for what it is", async () => {
    const { scenario, problems } = await build({
      "main.ts": "class Worker { constructor(readonly n: string) {} }\nnew Worker('./x.js');",
    });
    expect(problems).toEqual([]);
    expect(scenario?.units).toHaveLength(1);
  });
});

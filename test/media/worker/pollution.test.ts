// The same changes to the language in the panel's worker, where the engine and the program cannot but share one realm.

import { DEFAULT_MACHINE } from "#engine/machine";
import type { Scenario } from "#engine/scenario";
import type { Trace } from "#engine/trace/trace";
import { unitsSource } from "#media/units";
import type { FromEngineWorker } from "#protocol/engine-worker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POLLUTIONS, WORK, WORKER } from "../../support/pollution";
import { outputOf } from "../../support/simulate-js";
import { scenarioOf } from "../../server/instrument/program";
import { type Harness, type Panel, startHarness } from "../harness/panel";

let harness: Harness;
let panel: Panel;

beforeAll(async () => {
  harness = await startHarness();
  panel = await harness.open();
});

afterAll(async () => {
  await harness?.close();
});

async function runInWorker(scenario: Scenario): Promise<Trace> {
  const text = `${harness.engineSource}\n${unitsSource(scenario.units)}`;
  const answer = await panel.page.evaluate(
    ([source, message]) =>
      new Promise<FromEngineWorker>((resolve, reject) => {
        const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
        worker.onmessage = ({ data }) => {
          if (data.type === "progress") return;
          worker.terminate();
          resolve(data);
        };
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage(message);
      }),
    [text, { type: "run", run: 1, scenario, machine: DEFAULT_MACHINE }] as const,
  );
  if (answer.type !== "trace") throw new Error(JSON.stringify(answer));
  return answer.trace;
}

const programOf = (before: string) =>
  scenarioOf({ "main.ts": `import "./zz";\n${WORK}`, "zz.ts": `export {};\n${before}`, "worker.ts": WORKER });

describe("a program that changes the language", () => {
  let clean: Trace;
  beforeAll(async () => {
    clean = await runInWorker(await programOf(""));
  });

  it.each(Object.entries(POLLUTIONS))("%s: runs as before in the browser", async (_name, code) => {
    const trace = await runInWorker(await programOf(code));
    expect(outputOf(trace)).toEqual(outputOf(clean));
    expect(trace.outcome).toEqual(clean.outcome);
    expect(trace.resources).toEqual(clean.resources);
    expect(trace.threads).toEqual(clean.threads);
  });

  it("changes nothing of the next run", async () => {
    expect(await runInWorker(await programOf(""))).toEqual(clean);
  });
});

const BOMBS: Readonly<Record<string, string>> = {
  "long arrays": "const all: unknown[] = []; for (;;) all.push(new Array(100000).fill(all.length));",
  "a map of arrays":
    "const map = new Map<string, unknown>(); for (let i = 0; ; i++) map.set('k' + i, new Array(1000).fill(i));",
  buffers: "const all: unknown[] = []; setInterval(() => all.push(new Uint8Array(10_000_000).fill(1)), 1);",
  "a doubled text": "let text = 'ab'; for (;;) text += text + text;",
  "repeated text": "const all: string[] = []; for (;;) all.push('abc'.repeat(1_000_000));",
  "small objects": "const all: unknown[] = []; for (;;) all.push({ a: 1, b: [2], c: 'three' });",
  "microtasks that queue microtasks": "const f = (): void => { queueMicrotask(f); queueMicrotask(f); }; f();",
  promises:
    "const all: unknown[] = []; const f = (): unknown => Promise.resolve().then(() => { all.push(f()); all.push(f()); }); f();",
};

describe("a program that uses up memory", () => {
  it.each(Object.entries(BOMBS))("%s: is stopped, and why is said", async (_name, code) => {
    const trace = await runInWorker(await scenarioOf({ "main.ts": code }));
    expect(["bound", "failed"]).toContain(trace.outcome.kind);
    expect(trace.outcome).toHaveProperty("message", expect.stringMatching(/statements|memory|MB|events|string length/));
    // The page lives.
    expect(await panel.page.evaluate(() => 1 + 1)).toBe(2);
  });
});

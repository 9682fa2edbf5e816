// The child process that runs user code: what goes wrong in it is a value, and nothing of Node is in reach.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { DEFAULT_MACHINE } from "#engine/machine";
import { UNIT_PARAMETERS } from "#engine/runtime/abi";
import type { CodeUnit, Scenario } from "#engine/scenario";
import { compileUnit } from "#server/host/in-process-host";
import { simulateInChild } from "#server/host/node-host";
import { beforeAll, describe, expect, it } from "vitest";
import { buildHost } from "./built-host";

const LIMITS = { timeoutMs: 20_000, memoryMb: 128 };

function scenario(code: string): Scenario {
  const unit: CodeUnit = { id: "/workspace/main.ts", kind: "esm", code };
  const empty = { version: 1, files: [], sites: [], primitives: [], assumptions: [] } as const;
  return { ...empty, title: "main.ts", entry: unit.id, units: [unit], programHash: "0" };
}

/** A stand-in for the engine host: plain JavaScript under the same locks. */
function fakeHost(code: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "il-fake-host-")), "engine-host.js");
  writeFileSync(file, code);
  return file;
}

describe("the child process", () => {
  it("is stopped when it takes too long", async () => {
    const answer = await simulateInChild(scenario(""), DEFAULT_MACHINE, {
      ...LIMITS,
      timeoutMs: 300,
      hostFile: fakeHost("for (;;);"),
    });
    expect(answer).toMatchObject({ error: { kind: "timeout", message: expect.stringContaining("longer than 0.3 s") } });
  });

  it("is stopped when it needs too much memory", async () => {
    const hostFile = fakeHost("const all = []; for (;;) all.push(new Array(1000).fill(all.length));");
    const answer = await simulateInChild(scenario(""), DEFAULT_MACHINE, { ...LIMITS, memoryMb: 40, hostFile });
    expect(answer).toMatchObject({ error: { kind: "memory", message: expect.stringContaining("40 MB") } });
  });

  it("is stopped when its caller is not interested any more", async () => {
    const stop = new AbortController();
    const running = simulateInChild(scenario(""), DEFAULT_MACHINE, {
      ...LIMITS,
      signal: stop.signal,
      hostFile: fakeHost("for (;;);"),
    });
    stop.abort();
    expect(await running).toMatchObject({ error: { kind: "cancelled" } });
  });

  it("says how it ended where it fails", async () => {
    const thrown = await simulateInChild(scenario(""), DEFAULT_MACHINE, {
      ...LIMITS,
      hostFile: fakeHost("throw new Error('broken host')"),
    });
    expect(thrown).toMatchObject({ error: { kind: "crash", message: expect.stringContaining("broken host") } });
    const garbled = await simulateInChild(scenario(""), DEFAULT_MACHINE, {
      ...LIMITS,
      hostFile: fakeHost("console.log('hm')"),
    });
    expect(garbled).toMatchObject({ error: { kind: "crash", message: expect.stringContaining("no readable answer") } });
  });

  it("may read no file but its own, write none, start no process, and make no code from text", async () => {
    const tries = [
      "require('node:fs').readFileSync('/etc/hostname')",
      "require('node:fs').writeFileSync(__filename + '.x', '')",
      "require('node:child_process').execSync('true')",
      "new (require('node:worker_threads').Worker)(__filename)",
      "new Function('return 1')()",
      "eval('1 + 1')",
    ];
    const code = tries.map((text) => `try { ${text}; open.push(${JSON.stringify(text)}); } catch {}`).join("\n");
    const own = "require('node:fs').readFileSync(__filename); if (Object.keys(process.env).length) open.push('env');";
    const host = fakeHost(`const open = [];\n${code}\n${own}\nthrow new Error('open: [' + open + ']');`);
    const answer = await simulateInChild(scenario(""), DEFAULT_MACHINE, { ...LIMITS, hostFile: host });
    expect(answer).toMatchObject({ error: { message: expect.stringContaining("open: []") } });
  });
});

describe("the sandbox", () => {
  let hostFile = "";
  beforeAll(async () => {
    hostFile = await buildHost();
  });

  it("says that a unit's code is broken", async () => {
    const answer = await simulateInChild(scenario("this is no code"), DEFAULT_MACHINE, { ...LIMITS, hostFile });
    expect(answer).toMatchObject({ error: { kind: "crash", message: expect.stringContaining("SyntaxError") } });
  });

  it("gives code no way to the host through constructors", () => {
    const sandbox = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
    const tries = [
      "[].constructor.constructor('return process')()",
      "(function () {}).constructor('return process')()",
      "(function* () {}).constructor('return process')()",
      "Reflect.construct((() => {}).constructor, ['return process'])()",
      "(0, eval)('process')",
      "typeof process.exit",
      "(function () { return this })().process.exit",
      "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))",
    ];
    const code = `const got = ${PROBE}.got; ${tries
      .map((text) => `try { ${text}; got.push(${JSON.stringify(text)}); } catch {}`)
      .join("\n")}`;
    const factory = compileUnit({ id: "/workspace/main.ts", kind: "cjs", code }, sandbox);
    const probes = runInContext("({ got: [] })", sandbox);
    factory(...UNIT_PARAMETERS.map((name) => (name === PROBE ? probes : undefined)));
    expect([...probes.got]).toEqual([]);
  });
});

const PROBE = "__il";

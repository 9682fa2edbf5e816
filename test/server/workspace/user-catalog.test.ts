// `interleave.json`: the user's own entries are read by analyzer and machine, and what is wrong with them is said at its place.

import { describe, expect, it } from "vitest";
import { DEFAULT_MACHINE } from "#engine/machine";
import { run } from "#engine/run";
import { compileUnits } from "#server/host/in-process-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { readUserCatalog } from "#server/workspace/user-catalog";
import { createWorkspace } from "#server/workspace/workspace";
import { told } from "#test/support/catalog-programs";
import { writtenHost } from "../instrument/memory-host";

const ENTRY = {
  catalog: [
    {
      module: "our-locks",
      types: [
        {
          export: "Gate",
          kind: "mutex",
          operations: [
            { member: "enter", effect: "ACQ" },
            { member: "leave", effect: "REL" },
            { member: "within", effect: "RUN", callback: { argument: 0 } },
          ],
        },
      ],
    },
  ],
};

const PACKAGE = {
  "tsconfig.json": "{}",
  "node_modules/our-locks/package.json": JSON.stringify({ name: "our-locks", main: "index.js", types: "index.d.ts" }),
  "node_modules/our-locks/index.d.ts":
    "export declare class Gate { enter(): Promise<void>; leave(): void; within<T>(f: () => T): Promise<T>; }",
  "node_modules/our-locks/index.js": `exports.Gate = class Gate {
  last = Promise.resolve();
  enter() { const before = this.last; this.last = new Promise((resolve) => (this.leave = resolve)); return before; }
  async within(f) { await this.enter(); try { return await f(); } finally { this.leave(); } }
};`,
  "main.ts": `import { Gate } from "our-locks";
const gate = new Gate();
export async function twice(): Promise<void> {
  await gate.within(async () => {
    await gate.within(() => {});
  });
}
export async function early(stop: boolean): Promise<void> {
  await gate.enter();
  if (stop) return;
  gate.leave();
}
`,
};

describe("an entry of the user's own", () => {
  it("lets the analyzer see the library's locks", async () => {
    const host = writtenHost({ ...PACKAGE, "interleave.json": JSON.stringify(ENTRY) });
    const result = await createWorkspace(host.root, host).analyze();
    const found = [...(result.findings.get(`${host.root}/main.ts`) ?? [])];
    expect(result.problems).toEqual([]);
    expect(found.map(({ ruleId, range }) => `${range.start.line + 1} ${ruleId}`)).toEqual([
      "5 nested-acquire",
      "9 unreleased-on-path",
    ]);
  });

  it("lets the machine name them", async () => {
    const main = PACKAGE["main.ts"].replaceAll("export ", "");
    const files = { ...PACKAGE, "main.ts": `${main}await twice();\nexport {};\n` };
    const host = writtenHost({ ...files, "interleave.json": JSON.stringify(ENTRY) });
    const { scenario, problems } = await buildScenario({ entry: `${host.root}/main.ts` }, host);
    expect(problems).toEqual([]);
    if (scenario === undefined) throw new Error("no scenario");
    const trace = run({ scenario, machine: DEFAULT_MACHINE, host: compileUnits(scenario) });
    expect(told(trace)).toEqual(["deadlock", "main: Gate.within() of gate, held by main"]);
  });

  it("is followed when it changes, and forgotten when it goes", async () => {
    const host = writtenHost(PACKAGE);
    const workspace = createWorkspace(host.root, host);
    const findings = async () => (await workspace.analyze()).findings.get(`${host.root}/main.ts`)?.length ?? 0;
    expect(await findings()).toBe(0);
    workspace.update(`${host.root}/interleave.json`, JSON.stringify(ENTRY));
    expect(await findings()).toBe(2);
    workspace.remove(`${host.root}/interleave.json`);
    expect(await findings()).toBe(0);
  });
});

describe("what is wrong", () => {
  const said = (text: string): string[] =>
    readUserCatalog("/w", (path) => (path === "/w/interleave.json" ? text : undefined)).problems.map(
      ({ message, range }) => {
        const { start, end } = range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
        const lines = text.split("\n");
        const part = start.line === end.line ? lines[start.line]?.slice(start.character, end.character) : "…";
        return `${start.line + 1}:${start.character + 1} ${part} | ${message}`;
      },
    );

  it.each<[string, string, readonly string[]]>([
    ["nothing", "{}", []],
    [
      "an effect of no kind",
      `{ "catalog": [{ "module": "m", "types": [{ "export": "L", "kind": "mutex",\n "operations": [{ "member": "a", "effect": "LOCK" }] }] }] }`,
      [
        '2:44 "LOCK" | catalog.0.types.0.operations.0.effect: expected ("ACQ" | "TRY" | "REL" | "RUN" | "ENQ" | "WAIT" | "SIGNAL" | "SEND" | "RECV" | "SPAWN" | "JOIN" | "KILL" | "CANCEL" | "PAUSE" | "RESUME"), found "LOCK".',
      ],
    ],
    [
      "a member of no meaning",
      `{ "catalog": [{ "module": "m", "tpyes": [] }] }`,
      ["1:41 [] | catalog.0.tpyes: nothing of this name is known here."],
    ],
    [
      "no module",
      `{ "catalog": [{ "types": [] }] }`,
      ['1:15 { "types": [] } | catalog.0.module: "module" is missing.'],
    ],
    ["a number for a list", `{ "catalog": 3 }`, ["1:14 3 | catalog: expected Array, found 3."]],
    [
      "a capacity below none",
      `{ "catalog": [{ "module": "m", "types": [{ "export": "L", "kind": "mutex", "capacity": -1, "operations": [] }] }] }`,
      ["1:88 -1 | catalog.0.types.0.capacity: expected >=0, found -1."],
    ],
    ["broken text", `{ "catalog": [ }`, ["1:16 } | Expression or comma expected."]],
    ["an empty file", "", ["1:1  | Object is missing."]],
  ])("%s is said at its place", (_name, text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it("does not stop the analysis, which goes on without the entries", async () => {
    const host = writtenHost({ ...PACKAGE, "interleave.json": `{ "catalog": 3 }` });
    const result = await createWorkspace(host.root, host).analyze();
    expect(result.problems.map(({ file }) => file)).toEqual([`${host.root}/interleave.json`]);
    expect(result.findings.get(`${host.root}/main.ts`) ?? []).toEqual([]);
  });
});

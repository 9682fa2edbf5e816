// What a scenario starts can be seen and edited: what the panel is told, edits that run, wrong ones at their field, and comments in the source.

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_MACHINE } from "#engine/machine";
import { run } from "#engine/run";
import type { AnnotateParams, ScenarioParams } from "#protocol/server";
import { annotated, scenarioAt } from "#server/features/scenario";
import { compileUnits } from "#server/host/in-process-host";
import { annotate } from "#server/instrument/annotate";
import { readStart, writeStart } from "#server/instrument/start-text";
import { outputOf } from "../../support/simulate-js";
import { type Files, memoryHost, writtenHost } from "../instrument/memory-host";

const LIB = `import { Account } from "./account";

/** Moves money. */
export async function transfer(from: Account, to: Account, amount: number) {
  await null;
  console.log(from.id, to.id, amount);
}
export const audit = async (account: Account) => {
  console.log("audit", account.id);
};
`;
const FILES: Files = {
  "tsconfig.json": "{}",
  "lib.ts": LIB,
  "account.ts": "export class Account { constructor(readonly id: number) {} }\n",
};

async function asked(edit: ScenarioParams["edit"], line: number | undefined = 4, files = FILES) {
  const host = writtenHost(files);
  const position = line === undefined ? {} : { position: { line, character: 3 } };
  const params: ScenarioParams = {
    uri: `file://${host.root}/lib.ts`,
    ...position,
    ...(edit === undefined ? {} : { edit }),
  };
  const result = await scenarioAt(params, { host, analysis: undefined, cancelled: () => false });
  const { scenario } = result;
  const output =
    scenario === undefined ? [] : outputOf(run({ scenario, machine: DEFAULT_MACHINE, host: compileUnits(scenario) }));
  return { ...result, output };
}

describe("what is started", () => {
  it("is told with its values, calls and the functions to choose from", async () => {
    const { start, output } = await asked(undefined);
    expect(output).toEqual(["1 2 1", "2 1 1"]);
    expect(start).toMatchObject({
      kind: "made",
      above: "transfer",
      values: [
        { name: "from", text: "new Account(1)" },
        { name: "to", text: "new Account(2)" },
        { name: "amount", text: "1" },
      ],
      calls: ["transfer(from, to, amount)", "transfer(to, from, amount)"],
    });
    expect(start?.functions.map(({ name, line }) => [name, line])).toEqual([
      ["transfer", 3],
      ["audit", 7],
    ]);
  });

  it("runs again as told: what is sent back gives the same run", async () => {
    const { start, output } = await asked(undefined);
    if (start === undefined) throw new Error("nothing is told");
    const again = await asked({ values: start.values, calls: start.calls });
    expect(again.output).toEqual(output);
    expect(again.start?.kind).toBe("edited");
  });

  it("runs edited: other arguments, one more call, values that use others", async () => {
    const edit = {
      values: [
        { name: "a", text: "new Account(7)" },
        { name: "list", text: "[a, { a }]" },
      ],
      calls: ["transfer(a, list[0], 5)", "audit(list[1].a)"],
    };
    const { output, start } = await asked(edit);
    expect(output.toSorted()).toEqual(["7 7 5", "audit 7"]);
    expect(start).toMatchObject({ kind: "edited", ...edit });
  });

  it("is what the comment says, values and all", async () => {
    const text = LIB.replace(
      "/** Moves money. */",
      "/** @simulate a = new Account(3); transfer(a, a, 9) | audit(a) */",
    );
    const { output, start } = await asked(undefined, 4, { ...FILES, "lib.ts": text });
    expect(output.toSorted()).toEqual(["3 3 9", "audit 3"]);
    expect(start).toMatchObject({ kind: "tag", values: [{ name: "a" }], calls: ["transfer(a, a, 9)", "audit(a)"] });
  });

  it.each([
    [
      { values: [], calls: ["transfer("] },
      { part: "calls", index: 0 },
    ],
    [
      { values: [], calls: ["audit(1)", ""] },
      { part: "calls", index: 1 },
    ],
    [
      { values: [], calls: ["audit(1) | audit(2)"] },
      { part: "calls", index: 0 },
    ],
    [
      { values: [], calls: [] },
      { part: "calls", index: 0 },
    ],
    [
      { values: [{ name: "1a", text: "1" }], calls: ["audit(1)"] },
      { part: "values", index: 0 },
    ],
    [
      { values: [{ name: "if", text: "1" }], calls: ["audit(1)"] },
      { part: "values", index: 0 },
    ],
    [
      {
        values: [
          { name: "a", text: "1" },
          { name: "a", text: "2" },
        ],
        calls: ["audit(a)"],
      },
      { part: "values", index: 1 },
    ],
    [
      { values: [{ name: "a", text: "1 */ + 1" }], calls: ["audit(a)"] },
      { part: "values", index: 0 },
    ],
  ])("%j is refused at its field", async (edit, field) => {
    const { scenario, problems } = await asked(edit);
    expect(scenario).toBeUndefined();
    expect(problems).toMatchObject([{ severity: "error", field }]);
    expect(problems[0]?.message).not.toBe("");
  });

  it("any text that is typed gives an answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (value, call) => {
        const host = memoryHost(FILES);
        const edit = { values: [{ name: "a", text: value }], calls: [call] };
        const params = { uri: `file://${host.root}/lib.ts`, edit };
        const { scenario, problems } = await scenarioAt(params, { host, analysis: undefined, cancelled: () => false });
        expect(scenario !== undefined || problems.length > 0).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it("written and read is the same", () => {
    const start = { values: [{ name: "a", text: '"x;y|z"' }], calls: ["f(a || 1)", "g({ b: [1, 2] })"] };
    expect(readStart(writeStart(start))).toEqual(start);
    expect(readStart("f(1)")).toEqual({ values: [], calls: ["f(1)"] });
  });
});

/** The text with the comment in it. */
function commented(text: string, wanted: Omit<AnnotateParams, "uri">): string {
  const { edits, problem } = annotate("/lib.ts", text, wanted);
  if (problem !== undefined) return `problem: ${problem}`;
  const lines = text.split("\n");
  const offset = (line: number, character: number): number =>
    lines.slice(0, line).reduce((sum, it) => sum + it.length + 1, 0) + character;
  return edits.reduce(
    (result, { range: { start, end }, newText }) =>
      result.slice(0, offset(start.line, start.character)) + newText + result.slice(offset(end.line, end.character)),
    text,
  );
}

describe("comments", () => {
  const simulate = (text: string) => ({ tag: "simulate", functionName: "f", text }) as const;

  it.each([
    ["a new one", "async function f() {}\n", "/** @simulate f() */\nasync function f() {}\n"],
    ["above a variable", "  export const f = () => {};\n", "  /** @simulate f() */\n  export const f = () => {};\n"],
    ["into a one-line one", "/** Does. */\nfunction f() {}", "/**\n * Does.\n * @simulate f()\n */\nfunction f() {}"],
    [
      "into a longer one",
      "/**\n * Does.\n */\nfunction f() {}",
      "/**\n * Does.\n * @simulate f()\n */\nfunction f() {}",
    ],
    ["in place of its own", "/** @simulate f(1) | f(2) */\nfunction f() {}", "/** @simulate f() */\nfunction f() {}"],
    [
      "beside other tags",
      "/**\n * @simulate f(1)\n * @returns nothing\n */\nfunction f() {}",
      "/**\n * @simulate f()\n * @returns nothing\n */\nfunction f() {}",
    ],
    ["not into a line comment", "// f\nfunction f() {}", "// f\n/** @simulate f() */\nfunction f() {}"],
  ])("%s", (_name, text, expected) => {
    expect(commented(text, simulate("f()"))).toBe(expected);
  });

  it.each([
    ["/** @simulate f(1) */\nfunction f() {}", "function f() {}"],
    ["/**\n * Does.\n * @simulate f(1)\n */\nfunction f() {}", "/**\n * Does.\n */\nfunction f() {}"],
    ["function f() {}", "function f() {}"],
  ])("is taken away: %j", (text, expected) => {
    expect(commented(text, simulate(""))).toBe(expected);
  });

  it("of a method and of a statement", () => {
    const text = "class A {\n  f() {\n    work();\n  }\n}\n";
    expect(commented(text, { tag: "simulated", functionName: "A.f", text: "1 after 5 ms" })).toBe(
      "class A {\n  /** @simulated 1 after 5 ms */\n  f() {\n    work();\n  }\n}\n",
    );
    const costly = commented(text, { tag: "cost", line: 2, text: "24_000" });
    expect(costly).toBe("class A {\n  f() {\n    /** @cost 24_000 */\n    work();\n  }\n}\n");
    expect(commented(costly, { tag: "cost", line: 3, text: "5" })).toContain("/** @cost 5 */\n    work();");
    expect(commented(costly, { tag: "cost", line: 3, text: "" })).toBe(text);
  });

  it.each([
    [simulate("f("), "is no expression"],
    [simulate("f(/* */)"), "end of a comment"],
    [{ ...simulate("f()"), functionName: "g" }, "no function `g`"],
    [{ tag: "simulated", functionName: "f", text: "1 + after 5 ms" } as const, "is no expression"],
    [{ tag: "cost", line: 9, text: "5" } as const, "No statement begins"],
    [{ tag: "cost", line: 0, text: "5 5" } as const, "is no expression"],
  ])("%j is refused with words", (wanted, words) => {
    expect(commented("function f() {}\n", wanted)).toContain(words);
  });

  it("go into the file of the editor", () => {
    const host = memoryHost(FILES);
    const uri = `file://${host.root}/lib.ts`;
    expect(
      annotated({ uri, tag: "simulate", functionName: "transfer", text: "transfer(1, 2, 3)" }, host).edits,
    ).toHaveLength(1);
    expect(annotated({ uri: `${uri}x`, tag: "cost", text: "1" }, host).problem).toContain("no such file");
  });
});

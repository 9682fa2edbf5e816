// The lightbulb's offers.

import { describe, expect, it } from "vitest";
import { type CodeActionContext, codeActions, type EditorAction } from "#server/features/code-actions";
import { at, finding, range } from "#test/support/findings";

const fixed = finding({
  ruleId: "unreleased-on-path",
  fixes: [
    {
      title: "Release in `finally`",
      edits: [
        { file: "/bank/transfer.ts", range: range(6, 0, 0), newText: "try {\n" },
        { file: "/bank/audit.ts", range: range(1, 0, 0), newText: "x" },
        { file: "/bank/transfer.ts", range: range(9, 0, 0), newText: "}\n" },
      ],
    },
    { title: "Use runExclusive", edits: [] },
  ],
});

/** The actions that are no silencing. */
const fixes = (actions: readonly EditorAction[]) => actions.filter(({ title }) => !title.startsWith("Disable "));

function context(change: Partial<CodeActionContext> = {}): CodeActionContext {
  return {
    uri: "file:///bank/transfer.ts",
    text: "",
    range: range(12, 30, 0),
    uriOf: (path) => `file://${path}`,
    canSimulate: false,
    ...change,
  };
}

describe("code actions", () => {
  it("are the finding's fixes, the first of them preferred, bound to the finding", () => {
    const actions = fixes(codeActions([fixed], context()));
    expect(actions.map(({ title, kind, isPreferred }) => ({ title, kind, isPreferred }))).toEqual([
      { title: "Release in `finally`", kind: "quickfix", isPreferred: true },
      { title: "Use runExclusive", kind: "quickfix", isPreferred: false },
    ]);
    expect(actions.map(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual([
      ["unreleased-on-path"],
      ["unreleased-on-path"],
    ]);
  });

  it("edit every file at its address, in order", () => {
    expect(codeActions([fixed], context())[0]?.edit).toEqual({
      changes: {
        "file:///bank/transfer.ts": [
          { range: range(6, 0, 0), newText: "try {\n" },
          { range: range(9, 0, 0), newText: "}\n" },
        ],
        "file:///bank/audit.ts": [{ range: range(1, 0, 0), newText: "x" }],
      },
    });
  });

  it.each([
    ["before it", range(12, 25, 0), 0],
    ["at its beginning", range(12, 26, 0), 2],
    ["at its end", range(12, 46, 0), 2],
    ["behind it", range(12, 47, 0), 0],
    ["around it", { start: at(0, 0), end: at(99, 0) }, 2],
  ])("with the cursor %s", (_, where, count) => {
    expect(fixes(codeActions([fixed], context({ range: where })))).toHaveLength(count);
  });

  it("offer the simulation once, to a client that has the command", () => {
    const actions = codeActions([finding(), finding({ fingerprint: "f2" })], context({ canSimulate: true }));
    expect(fixes(actions).map(({ command }) => command)).toEqual([
      {
        title: "Simulate scheduling",
        command: "interleave.simulate",
        arguments: [{ uri: "file:///bank/transfer.ts", position: at(12, 26) }],
      },
    ]);
  });

  it("silence each rule at its place, last in the list", () => {
    const text = `${"\n".repeat(12)}  await to.mutex.acquire();\n`;
    const actions = codeActions([finding({ range: range(12, 8, 18) })], context({ text, range: range(12, 8, 0) }));
    expect(actions.at(-1)).toMatchObject({
      title: "Disable lock-order for this line",
      edit: {
        changes: {
          "file:///bank/transfer.ts": [
            { range: range(12, 0, 0), newText: "  // interleave-disable-next-line lock-order\n" },
          ],
        },
      },
    });
    expect(actions.at(-1)?.isPreferred).toBeUndefined();
  });
});

// What `interleave check` prints, from findings made for the purpose.

import { describe, expect, it } from "vitest";
import type { CheckReport } from "#server/cli/check";
import { codeFrame, terminalText } from "#server/cli/code-frame";
import { githubReport } from "#server/cli/report-github";
import { jsonReport } from "#server/cli/report-json";
import { prettyReport } from "#server/cli/report-pretty";
import { finding, range } from "#test/support/findings";

const plain = { dim: (text: string) => text, red: (text: string) => text };

const source = [
  "export async function transfer(from, to) {",
  "  const release = await from.mutex.acquire();",
  "  const second = await to.mutex.acquire();",
  "}",
].join("\n");

const deadlock = finding({
  range: range(2, 23, 18),
  paths: [
    [
      { file: "/bank/transfer.ts", range: range(1, 24, 20), message: "holds `alice.mutex`" },
      { file: "/bank/transfer.ts", range: range(2, 23, 18), message: "waits for `bob.mutex`" },
    ],
    [{ file: "/bank/audit.ts", range: range(0, 0, 3), message: "holds `bob.mutex`" }],
  ],
  interleaving: ["transfer locks alice", "audit locks bob"],
  fixes: [{ title: "Lock in one order", edits: [] }],
});

function report(change: Partial<CheckReport> = {}): CheckReport {
  return {
    findings: [deadlock],
    suppressed: [],
    problems: [],
    stats: { files: 5, analysed: 4, ms: 812 },
    display: (path) => path.slice("/bank/".length),
    directory: "/bank",
    ...change,
  };
}

const read = (file: string) => (file === "/bank/transfer.ts" ? source : undefined);

describe("pretty", () => {
  it("shows the message, the code of both paths, the interleaving, the fix and the document", () => {
    expect(prettyReport(report(), read, false)).toBe(`transfer.ts:3:24 warning lock-order
  Two tasks take the locks in opposite orders; take them in one order.

    2 |   const release = await from.mutex.acquire();
    3 |   const second = await to.mutex.acquire();
      |                        ^^^^^^^^^^^^^^^^^^

  Path 1
    transfer.ts:2:25 holds \`alice.mutex\`
    transfer.ts:3:24 waits for \`bob.mutex\`
    2 |   const release = await from.mutex.acquire();
    3 |   const second = await to.mutex.acquire();
      |                        ^^^^^^^^^^^^^^^^^^

  Path 2
    audit.ts:1:1 holds \`bob.mutex\`

  One interleaving:
    1. transfer locks alice
    2. audit locks bob

  Fix in the editor: Lock in one order

  https://github.com/interleave/interleave/blob/main/docs/rules/lock-order.md

1 warning in 5 files, 0.8 s.
`);
  });

  it("says that none was found, not that there is none", () => {
    expect(prettyReport(report({ findings: [] }), read, false)).toBe("None found in 5 files, 0.8 s.\n");
  });

  it("lists problems with their place", () => {
    const problem = {
      severity: "error",
      message: "It is not JSON.",
      file: "/bank/tsconfig.json",
      range: range(1, 2, 1),
    } as const;
    expect(prettyReport(report({ findings: [], problems: [problem] }), read, false)).toContain(
      "tsconfig.json:2:3 error It is not JSON.\n",
    );
  });

  it("has colours only where they are asked for", () => {
    expect(prettyReport(report(), read, true)).toContain("\u001b[33mwarning\u001b[39m");
    expect(prettyReport(report(), read, false)).not.toContain("\u001b");
  });

  it("never sends control characters of the source to the terminal", () => {
    const evil = finding({ message: "clear\u001b[2J the screen" });
    const text = prettyReport(report({ findings: [evil] }), () => "\u001b]0;title\u0007", false);
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\u0007");
    expect(terminalText("a\tb\nc")).toBe("a\tb\nc");
  });
});

describe("a code frame", () => {
  it.each([
    ["beyond the text", range(9, 0, 1), ""],
    ["in the first line", range(0, 7, 5), "1 | export async function transfer(from, to) {\n  |        ^^^^^"],
    ["of no length", range(3, 0, 0), "3 |   const second = await to.mutex.acquire();\n4 | }\n  | ^"],
  ])("%s", (_, where, expected) => {
    expect(codeFrame(source, where, plain)).toBe(expected);
  });

  it("keeps tabs, so that the mark stands under its text", () => {
    expect(codeFrame("\t\tawait x;", range(0, 2, 5), plain)).toBe("1 | \t\tawait x;\n  | \t\t^^^^^");
  });

  it("shows the beginning of a long range and of a long line", () => {
    const long = { start: { line: 0, character: 0 }, end: { line: 90, character: 0 } };
    expect(codeFrame("x\n".repeat(99), long, plain).split("\n")).toHaveLength(5);
    expect(codeFrame("y".repeat(50_000), range(0, 0, 50_000), plain).length).toBeLessThan(400);
  });
});

describe("json", () => {
  it("has the documented fields, places from zero", () => {
    expect(JSON.parse(jsonReport(report()))).toEqual({
      version: 1,
      findings: [
        {
          ruleId: "lock-order",
          severity: "warning",
          message: "Two tasks take the locks in opposite orders; take them in one order.",
          file: "transfer.ts",
          range: range(2, 23, 18),
          related: [{ message: "the other order", file: "audit.ts", range: range(8, 11, 5) }],
          paths: [
            [
              { message: "holds `alice.mutex`", file: "transfer.ts", range: range(1, 24, 20) },
              { message: "waits for `bob.mutex`", file: "transfer.ts", range: range(2, 23, 18) },
            ],
            [{ message: "holds `bob.mutex`", file: "audit.ts", range: range(0, 0, 3) }],
          ],
          interleaving: ["transfer locks alice", "audit locks bob"],
          identity: "may",
          fingerprint: "f1",
          confirmed: null,
          fix: true,
        },
      ],
      suppressed: [],
      problems: [],
      stats: { files: 5, analysed: 4, ms: 812 },
    });
  });
});

describe("github", () => {
  it("is one annotation a line, places from one, with nothing that could begin another", () => {
    const tricky = finding({ message: "50% of\nruns: ::error::", severity: "information", file: "/bank/a,b.ts" });
    expect(
      githubReport(report({ findings: [deadlock, tricky], problems: [{ severity: "error", message: "no" }] })),
    ).toBe(
      "::warning file=transfer.ts,line=3,endLine=3,col=24,endColumn=42,title=interleave%3A lock-order::" +
        "Two tasks take the locks in opposite orders; take them in one order.\n" +
        "::notice file=a%2Cb.ts,line=13,endLine=13,col=27,endColumn=47,title=interleave%3A lock-order::" +
        "50%25 of%0Aruns: ::error::\n" +
        "::error::no\n",
    );
  });
});

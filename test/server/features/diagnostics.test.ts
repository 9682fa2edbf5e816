// What an editor is told of a finding.

import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, type InterleaveSettings } from "#protocol/settings";
import { resultId, toDiagnostic, visibleFindings } from "#server/features/diagnostics";
import { analysis, finding, range } from "#test/support/findings";

const uriOf = (path: string) => `test:${path}`;

describe("a finding as a diagnostic", () => {
  it("has its rule as code with a link, its place, its severity and its related places", () => {
    expect(toDiagnostic(finding(), uriOf)).toEqual({
      range: range(12, 26, 20),
      severity: 2,
      code: "lock-order",
      codeDescription: { href: "https://github.com/interleave/interleave/blob/main/docs/rules/lock-order.md" },
      source: "interleave",
      message: "Two tasks take the locks in opposite orders; take them in one order.",
      relatedInformation: [
        { location: { uri: "test:/bank/audit.ts", range: range(8, 11, 5) }, message: "the other order" },
      ],
      data: { fingerprint: "f1" },
    });
  });

  it.each([
    ["error", 1],
    ["warning", 2],
    ["information", 3],
  ] as const)("numbers %s as the protocol does", (severity, number) => {
    expect(toDiagnostic(finding({ severity }), uriOf).severity).toBe(number);
  });

  it("tells the interleaving a step a line", () => {
    const { message } = toDiagnostic(
      finding({ message: "Deadlock.", interleaving: ["A locks a", "B locks b"] }),
      uriOf,
    );
    expect(message).toBe("Deadlock.\n  1. A locks a\n  2. B locks b");
  });
});

describe("what is shown of a file", () => {
  const first = finding({ range: range(3, 0, 1), ruleId: "nested-acquire", severity: "error" });
  const second = finding({ range: range(9, 2, 1) });
  const result = analysis([second, first, finding({ file: "/bank/audit.ts" })]);
  const shown = (change: Partial<InterleaveSettings>) =>
    visibleFindings(result, "/bank/transfer.ts", { ...DEFAULT_SETTINGS, ...change });

  it("is its own findings in the order of the text", () => {
    expect(shown({})).toEqual([first, second]);
  });

  it("is nothing where Interleave is off, and nothing of a rule that is off", () => {
    expect(shown({ enable: false })).toEqual([]);
    expect(shown({ rules: { "lock-order": "off" } })).toEqual([first]);
  });

  it("has the severity that the user chose", () => {
    expect(shown({ rules: { "lock-order": "error" } })).toEqual([first, { ...second, severity: "error" }]);
  });

  it("is nothing for a file that has none", () => {
    expect(visibleFindings(result, "/bank/other.ts", DEFAULT_SETTINGS)).toEqual([]);
  });
});

describe("a result id", () => {
  it("is equal for equal diagnostics only", () => {
    const one = toDiagnostic(finding(), uriOf);
    const moved = toDiagnostic(finding({ range: range(13, 26, 20) }), uriOf);
    expect(resultId([one])).toBe(resultId([toDiagnostic(finding(), uriOf)]));
    expect(resultId([one])).not.toBe(resultId([moved]));
    expect(resultId([one])).not.toBe(resultId([]));
  });
});

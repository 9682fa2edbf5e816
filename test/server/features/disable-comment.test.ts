// Silencing a rule on one line.

import { describe, expect, it } from "vitest";
import { disableNextLine } from "#server/features/disable-comment";

function disabled(text: string, line: number, ruleId: string): string {
  const { range, newText } = disableNextLine(text, line, ruleId);
  const lines = text.split("\n");
  const { line: at, character } = range.start;
  lines[at] = (lines[at] ?? "").slice(0, character) + newText + (lines[at] ?? "").slice(character);
  return lines.join("\n");
}

describe("the comment", () => {
  it.each([
    ["a();\n  b();\n", "a();\n  // interleave-disable-next-line lock-order\n  b();\n"],
    ["a();\r\n\tb();\r\n", "a();\r\n\t// interleave-disable-next-line lock-order\r\n\tb();\r\n"],
    [
      "  // interleave-disable-next-line nested-acquire\n  b();\n",
      "  // interleave-disable-next-line nested-acquire, lock-order\n  b();\n",
    ],
    [
      "// interleave-disable-next-line nested-acquire -- it is reentrant\r\nb();\r\n",
      "// interleave-disable-next-line nested-acquire, lock-order -- it is reentrant\r\nb();\r\n",
    ],
    [
      "// interleave-disable-everything\nb();",
      "// interleave-disable-everything\n// interleave-disable-next-line lock-order\nb();",
    ],
  ])("%j becomes %j", (before, after) => {
    expect(disabled(before, 1, "lock-order")).toBe(after);
  });

  it("of the first line stands above it", () => {
    expect(disabled("b();", 0, "lock-order")).toBe("// interleave-disable-next-line lock-order\nb();");
  });
});

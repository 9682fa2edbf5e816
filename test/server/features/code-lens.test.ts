// Where the simulation is offered.

import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "#protocol/settings";
import { codeLenses, lensKey } from "#server/features/code-lens";
import type { LensTarget } from "#server/workspace/analysis";
import { analysis, at, range } from "#test/support/findings";

const file = "/bank/transfer.ts";
const uri = "file:///bank/transfer.ts";
const transfer: LensTarget = { kind: "function", name: "transfer", range: range(5, 22, 8) };
const whole: LensTarget = { kind: "file", name: "transfer.ts", range: range(0, 0, 1) };
const result = analysis([], { [file]: [whole, transfer] });

describe("code lenses", () => {
  it("simulate the function at its place, or the whole file", () => {
    expect(codeLenses(result, file, uri, DEFAULT_SETTINGS)).toEqual([
      {
        range: range(0, 0, 1),
        command: { title: "Simulate scheduling", command: "interleave.simulate", arguments: [{ uri }] },
      },
      {
        range: range(5, 22, 8),
        command: {
          title: "Simulate scheduling",
          command: "interleave.simulate",
          arguments: [{ uri, position: at(5, 22) }],
        },
      },
    ]);
  });

  it("can be switched off, alone or with everything", () => {
    expect(codeLenses(result, file, uri, { ...DEFAULT_SETTINGS, codeLens: { enabled: false } })).toEqual([]);
    expect(codeLenses(result, file, uri, { ...DEFAULT_SETTINGS, enable: false })).toEqual([]);
  });

  it("count as the same as long as the functions are, wherever they moved", () => {
    const moved = analysis([], { [file]: [whole, { ...transfer, range: range(80, 22, 8) }] });
    const other = analysis([], { [file]: [whole] });
    expect(lensKey(moved, file, DEFAULT_SETTINGS)).toBe(lensKey(result, file, DEFAULT_SETTINGS));
    expect(lensKey(other, file, DEFAULT_SETTINGS)).not.toBe(lensKey(result, file, DEFAULT_SETTINGS));
  });
});

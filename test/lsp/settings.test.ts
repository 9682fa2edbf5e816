// Settings as clients send them: the good ones count, the bad ones are named.

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "#protocol/settings";
import { checkSettings } from "#server/lsp/settings";

const known = new Set(["lock-order", "nested-acquire"]);

describe("settings", () => {
  it("are the defaults where there are none", () => {
    for (const nothing of [undefined, null, {}, 5, "x", []]) {
      expect(checkSettings(nothing, known)).toEqual({ settings: DEFAULT_SETTINGS, complaints: [] });
    }
  });

  it("are read", () => {
    const section = { enable: false, rules: { "lock-order": "error" }, codeLens: { enabled: false } };
    expect(checkSettings(section, known)).toEqual({ settings: section, complaints: [] });
  });

  it("name a mistyped rule and the one that was meant, and keep the others", () => {
    const { settings, complaints } = checkSettings({ rules: { "lock-oder": "off", "nested-acquire": "off" } }, known);
    expect(settings.rules).toEqual({ "nested-acquire": "off" });
    expect(complaints).toEqual([
      "Setting `interleave.rules`: there is no rule `lock-oder`. Did you mean `lock-order`?",
    ]);
  });

  it("name a value that is not understood", () => {
    const { settings, complaints } = checkSettings({ enable: "yes", rules: { "lock-order": "loud" } }, known);
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(complaints).toEqual([
      "Setting `interleave.enable` must be true or false.",
      "Setting `interleave.rules`: `lock-order` must be one of off, error, warning, information.",
    ]);
  });

  it("never throw, and never let through what the type forbids", () => {
    fc.assert(
      fc.property(fc.anything(), (section) => {
        const { settings } = checkSettings(section, known);
        expect(typeof settings.enable).toBe("boolean");
        expect(typeof settings.codeLens.enabled).toBe("boolean");
        for (const [id, level] of Object.entries(settings.rules)) {
          expect(known.has(id)).toBe(true);
          expect(["off", "error", "warning", "information"]).toContain(level);
        }
      }),
    );
  });
});

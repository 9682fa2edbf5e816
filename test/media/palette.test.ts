// The five state colours as contributed: seen against every default background, told apart by every eye.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { THEMES, type ThemeName } from "./harness/themes";

interface Manifest {
  readonly contributes: {
    readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
  };
}

const manifest: Manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const columns: Readonly<Record<ThemeName, string>> = {
  dark: "dark",
  light: "light",
  "high-contrast": "highContrast",
  "high-contrast-light": "highContrastLight",
};
const states = ["New", "Ready", "Running", "Blocked", "Terminated"];

type Colour = readonly [number, number, number];

/** Linear light, 0 to 1 a channel. */
function linear(hex: string): Colour {
  const channel = (at: number): number => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: Colour, b: Colour): number {
  const luminance = ([r, g, bl]: Colour): number => 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1.0, on linear light. */
const eyes: Readonly<Record<string, readonly Colour[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Distance in Oklab (Ottosson 2020), times 100. */
function difference(a: Colour, b: Colour): number {
  const lab = ([r, g, bl]: Colour): Colour => {
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * bl);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * bl);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * bl);
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ];
  };
  const [x, y] = [lab(a), lab(b)];
  return 100 * Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

function seen(colour: Colour, eye: readonly Colour[]): Colour {
  const row = ([r, g, b]: Colour): number => Math.max(0, Math.min(1, r * colour[0] + g * colour[1] + b * colour[2]));
  const [r = [0, 0, 0], g = [0, 0, 0], b = [0, 0, 0]] = eye;
  return [row(r as Colour), row(g as Colour), row(b as Colour)];
}

describe.each(Object.entries(columns))("%s", (theme, column) => {
  const colours = states.map((state) => {
    const found = manifest.contributes.colors.find((it) => it.id === `interleave.state${state}`);
    return found?.defaults[column] ?? "";
  });

  test("the harness draws with the colours of the manifest", () => {
    const variables = THEMES[theme as ThemeName].variables;
    expect(states.map((state) => variables[`--vscode-interleave-state${state}`])).toEqual(colours);
  });

  test("each is seen against the editor's background: 3 to 1, in high contrast 4.5 to 1", () => {
    const background = linear(THEMES[theme as ThemeName].variables["--vscode-editor-background"] ?? "");
    const least = theme.startsWith("high") ? 4.5 : 3;
    for (const colour of colours) expect(contrast(linear(colour), background), colour).toBeGreaterThanOrEqual(least);
  });

  test.each(Object.keys(eyes))("any two are told apart by a %s eye", (eye) => {
    colours.forEach((a, index) => {
      for (const b of colours.slice(index + 1)) {
        const matrix = eyes[eye] ?? [];
        // A distance of 2 is just seen side by side; three times that is seen across a picture. Patterns, glyphs and words say it too.
        expect(difference(seen(linear(a), matrix), seen(linear(b), matrix)), `${a} ${b}`).toBeGreaterThan(6);
      }
    });
  });
});

// House rules that a linter does not know: first lines, file lengths, sources of chance, casts, notes to oneself.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { nodesOf, parse, place, read, repositoryFiles, sourceFiles } from "./sources";

const sources = sourceFiles();
const shipped = sources.filter((file) => /^(engine|protocol|client|server|media)\//.test(file));

/** Reads a file once: most are looked at by several tests. */
const parsed = new Map(shipped.map((file) => [file, parse(file)]));

/** `file:line` of every node that `wanted` picks, in the files that `where` picks. */
function places(where: RegExp, wanted: (node: ts.Node) => boolean): readonly string[] {
  return [...parsed]
    .filter(([file]) => where.test(file))
    .flatMap(([, source]) => [...nodesOf(source)].filter(wanted).map((node) => place(source, node)));
}

describe("every source file", () => {
  it("opens with a comment that says what it is for", () => {
    const bad = sources.filter((file) => {
      const lines = read(file).split("\n");
      const first = (lines[0]?.startsWith("#!") ? lines[1] : lines[0]) ?? "";
      return !/^(\/\/|\/\*\*?) \S+ \S+ .*\S/.test(first);
    });
    expect(bad).toEqual([]);
  });

  it("has at most 500 lines, or says in its first line why it is long", () => {
    const bad = sources
      .map((file) => ({ file, lines: read(file).split("\n") }))
      .filter(({ lines }) => lines.length > 501 && !/\bLong because\b/.test(lines[0] ?? ""))
      .map(({ file, lines }) => `${file}: ${lines.length}`);
    expect(bad).toEqual([]);
  });

  it("is named in kebab-case", () => {
    const bad = sources.filter((file) => !/(^|\/)\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(file));
    expect(bad).toEqual([]);
  });

  it("has no default export and re-exports nothing", () => {
    const bad = places(
      /./,
      (node) =>
        ts.isExportAssignment(node) ||
        (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) ||
        (ts.canHaveModifiers(node) &&
          ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true),
    );
    expect(bad).toEqual([]);
  });

  it("keeps no module-level variable that changes", () => {
    const bad = places(
      /./,
      (node) =>
        ts.isVariableStatement(node) &&
        ts.isSourceFile(node.parent) &&
        (node.declarationList.flags & ts.NodeFlags.Const) === 0 &&
        node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) !== true,
    );
    expect(bad).toEqual([]);
  });

  it("leaves no note to oneself without an issue", () => {
    const note = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"].join("|")})\\b(?!.*#\\d)`);
    const bad = sources.filter((file) =>
      read(file)
        .split("\n")
        .some((line) => note.test(line)),
    );
    expect(bad).toEqual([]);
  });
});

describe("the engine", () => {
  // The compiler hides timers and the DOM, but these belong to the language itself.
  it("never asks the real clock or the real dice", () => {
    const bad = places(/^engine\//, (node) => {
      if (ts.isPropertyAccessExpression(node)) {
        return ["Date.now", "Math.random"].includes(node.getText().replaceAll(/\s|\?/g, ""));
      }
      const isDate = (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === "Date";
      return isDate && (ts.isCallExpression(node) || (node.arguments ?? []).length === 0);
    });
    expect(bad).toEqual([]);
  });
});

describe("types", () => {
  /** Counts that may only fall; lower the number in ratchet.json when they do. */
  const ratchet = JSON.parse(readFileSync(join(__dirname, "ratchet.json"), "utf8")) as Record<string, number>;
  const kinds: Readonly<Record<string, (node: ts.Node) => boolean>> = {
    any: (node) => node.kind === ts.SyntaxKind.AnyKeyword,
    "non-null assertion": ts.isNonNullExpression,
    // `as const` narrows and cannot lie.
    "cast outside decoders": (node) => ts.isAsExpression(node) && node.type.getText() !== "const",
    "suppressed check": (node) => ts.isSourceFile(node) && /@ts-(ignore|nocheck|expect-error)/.test(node.text),
  };

  it.each(Object.entries(kinds))("%s: exactly as many as the ratchet says", (kind, wanted) => {
    const found = places(/^(?!.*decode)/, wanted);
    expect(found.length, `\n${found.join("\n")}\n`).toBe(ratchet[kind]);
  });
});

describe("the repository", () => {
  it("speaks of no place but itself", () => {
    // Put together here, so that this file does not find itself.
    const outside = [["", "work", ""].join("/"), ["..", "shared"].join("/"), ["shared", "reference"].join("/")];
    const text = /\.(ts|tsx|mts|mjs|js|json|md|css|txt)$|(^|\/)(\.ci\/run|\.vscodeignore|\.gitignore|LICENSE)$/;
    const bad = repositoryFiles()
      .filter((file) => text.test(file))
      .flatMap((file) => outside.filter((word) => read(file).includes(word)).map((word) => `${file}: ${word}`));
    expect(bad).toEqual([]);
  });
});

// Who may import whom. The compiler guards the walls between the top folders; this guards those inside them, and who may know which library.

import { describe, expect, it } from "vitest";
import { ALLOWED, LIBRARIES, NOUNS, RINGS } from "./layers";
import { type Import, importsOf, sourceFiles } from "./sources";

const shipped = sourceFiles().filter((file) => /^(engine|protocol|client|server|media)\//.test(file));
/** The manifest is read for its version, and belongs to nobody. */
const imports = shipped.flatMap(importsOf).filter(({ to }) => to !== "package.json");

/** Top folders whose own files know one another freely. */
const ONE_UNIT = ["client", "media", "protocol"];

/** `engine/kernel` for a file in a folder of its own; for one directly in a top folder `engine/run`, or the folder itself. */
function unit(path: string): string {
  const [top = "", next = "", ...rest] = path.split("/");
  return rest.length === 0 && ONE_UNIT.includes(top) ? top : `${top}/${next.replace(/\.tsx?$/, "")}`;
}

/** The package of an import: `vscode-languageclient` of `vscode-languageclient/node`. */
function packageOf({ to }: Import): string {
  return to
    .split("/")
    .slice(0, to.startsWith("@") ? 2 : 1)
    .join("/");
}

describe("folders", () => {
  const used = new Map<string, string>();
  for (const { from, to, isPackage } of imports) {
    const pair = `${unit(from)} -> ${unit(to)}`;
    const isNoun = NOUNS.includes(unit(to)) && !NOUNS.includes(unit(from));
    if (!isPackage && !isNoun && unit(from) !== unit(to) && !used.has(pair)) used.set(pair, from);
  }
  const allowed = new Set(ALLOWED.map(([pair]) => pair));

  it("import only what the list allows", () => {
    const missing = [...used].filter(([pair]) => !allowed.has(pair)).map(([pair, from]) => `${pair}  (${from})`);
    expect(missing.sort(), "a new pair needs a line with its reason in test/repo/layers.ts").toEqual([]);
  });

  it("are allowed nothing that they do not use", () => {
    expect([...allowed].filter((pair) => !used.has(pair))).toEqual([]);
  });

  it("depend in one direction only: engine, then protocol, then client, server and media", () => {
    const rank: Readonly<Record<string, number>> = { engine: 0, protocol: 1, client: 2, server: 2, media: 2 };
    const wrong = imports
      .filter(({ isPackage }) => !isPackage)
      .filter(({ from, to }) => {
        const [a = "", b = ""] = [from, to].map((path) => path.split("/")[0] ?? "");
        return a !== b && (rank[b] ?? 9) >= (rank[a] ?? 0);
      });
    expect(wrong).toEqual([]);
  });

  it("never import the tests or the scripts", () => {
    expect(imports.filter(({ to }) => /^(test|scripts)\//.test(to))).toEqual([]);
  });
});

describe("files", () => {
  it("form no ring of imports at run time but the listed ones", () => {
    const next = new Map<string, string[]>();
    for (const { from, to, isPackage, isType } of imports) {
      const name = from.replace(/\.tsx?$/, "");
      if (!isPackage && !isType) next.set(name, [...(next.get(name) ?? []), to]);
    }
    const finished = new Set<string>();
    const cycles: (readonly string[])[] = [];
    const visit = (node: string, path: readonly string[]): void => {
      if (path.includes(node)) cycles.push(path.slice(path.indexOf(node)));
      if (path.includes(node) || finished.has(node)) return;
      for (const to of next.get(node) ?? []) visit(to, [...path, node]);
      finished.add(node);
    };
    for (const node of next.keys()) visit(node, []);
    const sorted = (rings: readonly (readonly string[])[]) => rings.map((ring) => [...ring].sort().join(", ")).sort();
    expect(sorted(cycles)).toEqual(sorted(RINGS));
  });
});

describe("libraries", () => {
  it("are known only to the folders that the list names", () => {
    const outside = imports
      .filter((one) => one.isPackage)
      .filter((one) => {
        const homes = LIBRARIES[one.to.startsWith("node:") ? "node:" : packageOf(one)] ?? [];
        return !homes.some((home) => one.from.startsWith(home));
      })
      .map(({ from, to }) => `${from} imports ${to}`);
    expect(outside, "a new library needs a line in test/repo/layers.ts").toEqual([]);
  });

  it("are listed only where they are used", () => {
    const unused = Object.entries(LIBRARIES).flatMap(([name, homes]) =>
      homes
        .filter(
          (home) =>
            !imports.some(
              (one) =>
                one.isPackage &&
                one.from.startsWith(home) &&
                (name === "node:" ? one.to.startsWith("node:") : packageOf(one) === name),
            ),
        )
        .map((home) => `${name} in ${home}`),
    );
    expect(unused).toEqual([]);
  });
});

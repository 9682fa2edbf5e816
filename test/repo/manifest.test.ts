// What package.json contributes equals what the code registers, reads and paints.

import ts from "typescript";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "#protocol/settings";
import { nodesOf, parse, read, repositoryFiles, sourceFiles } from "./sources";

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly main: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
    readonly colors?: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly keybindings: readonly { readonly command: string }[];
  };
}

const manifestText = read("package.json");
const manifest = JSON.parse(manifestText) as Manifest;
const { commands, configuration, menus, keybindings, colors = [] } = manifest.contributes;
const commandIds = commands.map(({ command }) => command);

/** Every string of a folder's code. */
function strings(...folders: readonly string[]): ReadonlySet<string> {
  const files = sourceFiles().filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)));
  const nodes = files.flatMap((file) => [...nodesOf(parse(file))]);
  return new Set(nodes.filter(ts.isStringLiteralLike).map(({ text }) => text));
}

const code = strings("client", "server", "protocol");

describe("commands", () => {
  it("that are contributed are registered", () => {
    expect(commandIds.filter((id) => !code.has(id))).toEqual([]);
  });

  it("in menus and key bindings are contributed", () => {
    const used = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
    expect(used.filter((id) => !commandIds.includes(id))).toEqual([]);
  });
});

describe("names that begin with `interleave.` in the code", () => {
  it("are commands, settings, colours or names of the panel", () => {
    const colorIds = colors.map(({ id }) => id);
    const known = [...commandIds, ...Object.keys(configuration.properties), ...colorIds];
    // A view type and context keys are named in `when` clauses and activation events; a status item's id nowhere else.
    const own = (name: string): boolean => manifestText.includes(name) || name === "interleave.status";
    const names = [...code].filter((text) => /^interleave\.[A-Za-z.]+$/.test(text));
    expect(names.filter((name) => !known.includes(name) && !own(name))).toEqual([]);
  });
});

describe("settings", () => {
  it("have the defaults that the server assumes", () => {
    const flat = (value: object, prefix: string): readonly (readonly [string, unknown])[] =>
      Object.entries(value).flatMap(([key, inner]): readonly (readonly [string, unknown])[] =>
        typeof inner === "object" && inner !== null && Object.keys(inner).length > 0
          ? flat(inner, `${prefix}.${key}`)
          : [[`${prefix}.${key}`, inner]],
      );
    for (const [name, value] of flat(DEFAULT_SETTINGS, "interleave")) {
      expect(configuration.properties[name]?.default, name).toEqual(value);
    }
  });
});

describe("colours", () => {
  it("have a value for each of the four kinds of theme", () => {
    for (const { id, defaults } of colors) {
      expect(Object.keys(defaults).sort(), id).toEqual(["dark", "highContrast", "highContrastLight", "light"]);
    }
  });

  it("have one dot, because only the first becomes a dash in the panel's variable", () => {
    expect(colors.filter(({ id }) => id.split(".").length !== 2)).toEqual([]);
  });

  it("are used by the panel or the editor", () => {
    const files = repositoryFiles().filter((file) => /^(media|client)\/.*\.(ts|tsx|css)$/.test(file));
    const text = files.map(read).join("\n");
    const prefix = "--vscode-interleave-";
    // The panel may put the name together from this prefix and the state's name.
    const isUsed = (id: string): boolean =>
      text.includes(id) || text.includes(prefix + id.slice("interleave.".length)) || text.includes(`${prefix}state`);
    expect(colors.filter(({ id }) => !isUsed(id))).toEqual([]);
  });
});

describe("texts", () => {
  it("of the manifest are all translated, and none is left over", () => {
    const keys = Object.keys(JSON.parse(read("package.nls.json")) as Record<string, string>);
    const used = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    expect([...new Set(used)].sort()).toEqual(keys.sort());
  });
});

describe("files", () => {
  it("that the manifest names are made by the build", () => {
    const build = read("scripts/build.mjs");
    for (const file of [manifest.main, ...Object.values(manifest.bin)]) {
      expect(build).toContain(file.replace("./", ""));
    }
  });
});

// The document of what is simulated lists every built-in module of Node, and says of each what the platform really does.

import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { scenarioOf } from "../server/instrument/program";
import { repository } from "../support/built";
import { createMachine } from "./machine";

const rows = new Map(
  [...readFileSync(join(repository, "docs/fidelity.md"), "utf8").matchAll(/^\| `([\w/]+)` \| (\w+)/gm)].map(
    ([, name = "", how = ""]) => [name, how],
  ),
);

/** Modules that this Node has and older ones do not, or that a newer one dropped, may be absent from the other's list. */
const NEWER = new Set(["inspector/promises"]);
const modules = builtinModules.filter((name) => !/^_|^node:/.test(name) && !NEWER.has(name));

describe("docs/fidelity.md", () => {
  const opaque = new Set<string>();
  beforeAll(async () => {
    const machine = await createMachine();
    for (const name of rows.keys()) {
      const scenario = await scenarioOf({ "main.cts": `require("node:${name}");\n` }, { entry: "main.cts" });
      const { assumptions, outcome } = machine.simulate(scenario);
      expect(outcome).toMatchObject({ kind: "completed", exitCode: 0 });
      if (assumptions.some(({ kind, message }) => kind === "opaque-module" && message.startsWith(`\`${name}\``)))
        opaque.add(name);
    }
  });

  it("lists every module of Node", () => {
    expect(modules.filter((name) => !rows.has(name))).toEqual([]);
  });

  it("calls opaque what is opaque, and modelled what is not", () => {
    const called = (how: string) => [...rows].filter(([, said]) => said === how).map(([name]) => name);
    expect(called("opaque").filter((name) => !opaque.has(name))).toEqual([]);
    expect(called("modelled").filter((name) => opaque.has(name))).toEqual([]);
    expect([...new Set(rows.values())].sort()).toEqual(["modelled", "opaque", "partly"]);
  });
});

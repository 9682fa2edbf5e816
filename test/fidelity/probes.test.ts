// Probes watch and change nothing: what a program prints is the same with them, without them, and in real Node.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scenario } from "#engine/scenario";
import { repository } from "../support/built";
import { createMachine, type Machine, scenarioOfFile, stdoutOf } from "./machine";
import { runNode } from "./node-oracle";
import { fidelityPrograms, PROGRAMS } from "./programs";

const LIBRARIES = fidelityPrograms().filter(({ file }) => /^(libraries|async|locks)\//.test(file));

let machine: Machine;
beforeAll(async () => {
  machine = await createMachine();
});

/** The same units, whose calls of the probes of user code and of the catalog do nothing. */
function withoutProbes(scenario: Scenario): Scenario {
  const silent =
    "__il = ((real) => ({ ...real, t() {}, l() {}, f() {}, g() {}, af() {}, d() {}, a: (_, value) => value, d1: (_, value) => value, " +
    "p(_, value) { this.given = value; return false; }, r() { return this.given; }, " +
    "n: (_, value) => value, prim: (_, constructor) => constructor, lib: (_, namespace) => namespace }))(__il);\n";
  return { ...scenario, units: scenario.units.map((unit) => ({ ...unit, code: silent + unit.code })) };
}

describe("probes", () => {
  it.each(LIBRARIES.map(({ file }) => file))("change nothing in %s", async (file) => {
    const scenario = await scenarioOfFile(join(PROGRAMS, file), PROGRAMS);
    expect(stdoutOf(machine.simulate(scenario))).toBe(stdoutOf(machine.simulate(withoutProbes(scenario))));
  });
});

describe("the bank", () => {
  const examples = join(repository, "examples");
  const cache = join(repository, "node_modules", ".cache");
  let out: string;
  beforeAll(() => {
    mkdirSync(cache, { recursive: true });
    out = mkdtempSync(join(cache, "fidelity-bank-"));
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it.each(["bank", "bank-fixed"])("%s prints the same with probes, without, and in real Node", async (bank) => {
    const folder = join(examples, bank);
    const scenario = await scenarioOfFile(join(folder, "main.ts"), folder);
    const watched = stdoutOf(machine.simulate(scenario));
    expect(watched).toBe(stdoutOf(machine.simulate(withoutProbes(scenario))));

    const entryPoints = ["main", "teller"].map((name) => join(folder, `${name}.ts`));
    const outdir = join(out, bank);
    const javaScript = {
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      logLevel: "error",
    } as const;
    await build({ ...javaScript, entryPoints, outdir, outExtension: { ".js": ".mjs" } });
    const main = join(outdir, "main.mjs");
    writeFileSync(main, readFileSync(main, "utf8").replace("./teller.ts", "./teller.mjs"));
    expect(watched).toBe((await runNode([main])).stdout);
  });
});

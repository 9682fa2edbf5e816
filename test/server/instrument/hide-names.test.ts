// What instrumented code names, the program cannot: not by any spelling, in no kind of file.

import { expect, it } from "vitest";
import { DEFAULT_MACHINE } from "#engine/machine";
import { run } from "#engine/run";
import { compileUnits } from "#server/host/in-process-host";
import { hideArguments, hideNames } from "#server/instrument/hide-names";
import { outputOf } from "../../support/simulate-js";
import { scenarioOf } from "./program";

const PROGRAMS: Readonly<Record<string, readonly [string, string, string]>> = {
  "the probes": ["main.cts", "declare const __il: any; console.log(typeof __il);", "undefined"],
  "its counters": [
    "main.mts",
    "declare const __il_c: any, __il_s: any; console.log(typeof __il_c, typeof __il_s);",
    "undefined undefined",
  ],
  "to write to them": [
    "main.cts",
    "declare const __il_c: any; try { __il_c[0] = 9; } catch (e: any) { console.log(e.name); }",
    "ReferenceError",
  ],
  "another spelling": [
    "main.cts",
    "declare const \\u005f_il_c: any; console.log(typeof \\u005f_i\\u{6C}_c);",
    "undefined",
  ],
  "the list of all, in a module": ["main.mts", "console.log(typeof arguments); export {};", "undefined"],
  "the list of all, in a script": [
    "main.cts",
    "console.log(Array.from(arguments).includes(undefined), arguments.length < 6);",
    "false true",
  ],
  "names of its own": [
    "main.cts",
    "const __il_c = [1]; { const __il = 5; const o = { __il, __il_s: 1 }, { __il_s } = o; console.log(__il_c.length, __il, JSON.stringify(o), __il_s); }",
    '1 5 {"__il":5,"__il_s":1} 1',
  ],
  "a library": ["main.cts", "import { x } from './lib.js'; console.log(x);", "undefined undefined"],
};

it.each(Object.entries(PROGRAMS))("%s", async (_, [file, code, expected]) => {
  const lib = "exports.x = typeof __il_c + ' ' + typeof __il;";
  const scenario = await scenarioOf({ [file]: code, "lib.js": lib }, { entry: file });
  const trace = run({ scenario, machine: DEFAULT_MACHINE, host: compileUnits(scenario) });
  expect(outputOf(trace)).toEqual([expected]);
});

it("leaves a text as it is in which there is none of them", () => {
  for (const text of ["const a = '\\u00e9', b = arguments;", "f(il, _il)"]) expect(hideNames("a.js", text)).toBe(text);
  expect(hideArguments("function f() { return arguments; } o.arguments;")).toBe(
    "function f() { return arguments; } o.arguments;",
  );
});

// Bad input is normal input: each kind gets a clear message at its place, and everything else goes on.

import { describe, expect, it } from "vitest";
import { writtenHost } from "./memory-host";
import { build, said } from "./program";
import { runPlain } from "./run-plain";

describe("bad input", () => {
  it("says that the entry does not exist", async () => {
    const { scenario, problems, root } = await build({}, { entry: "nowhere.ts" });
    expect(scenario).toBeUndefined();
    expect(said(problems, root)).toEqual([`nowhere.ts error There is no file ${root}/nowhere.ts.`]);
  });

  it("runs nothing where a file of the program has a syntax error, and says where", async () => {
    const files = {
      "main.ts": 'import { f } from "./other";\nf();\n',
      "other.ts": "export function f() {\n  return (1;\n}\n",
    };
    const { scenario, problems, root } = await build(files);
    expect(scenario).toBeUndefined();
    expect(said(problems, root)).toEqual(["other.ts:2 error ')' expected."]);
    expect(problems[0]?.range).toEqual({ start: { line: 1, character: 11 }, end: { line: 1, character: 12 } });
  });

  it("says in which line a name is declared twice, which only the bundler sees", async () => {
    const { scenario, problems, root } = await build({ "main.ts": "console.log(1);\nlet a = 1; let a = 2;\n" });
    expect(scenario).toBeUndefined();
    expect(said(problems, root)).toEqual(['main.ts:2 error The symbol "a" has already been declared']);
  });

  it("puts an opaque value in the place of a package that is not installed", async () => {
    const files = { "main.ts": 'import left, { pad } from "left-padding";\nconsole.log(left, pad);\n' };
    const { scenario, problems, root } = await build(files);
    expect(said(problems, root)).toEqual([
      "main.ts:1 warning `left-padding` is not simulated: the package is not installed. Whatever the program does with it gives an opaque value.",
    ]);
    expect(scenario?.units[0]?.code).toContain('__il.opaque("left-padding", "the package is not installed")');
    const [assumption] = scenario?.assumptions ?? [];
    expect(assumption?.kind).toBe("missing-package");
    expect(scenario?.sites[assumption?.site ?? -1]).toMatchObject({ line: 0, character: 26, label: "left-padding" });
  });

  it.each(["module", "commonjs"])(
    "gives a missing package's every import a value, in a package of type %s",
    async (type) => {
      const main =
        'import left, { pad } from "left-padding";\nimport * as all from "left-padding";\nconsole.log(pad("x"), all.other, left("y") !== undefined);\n';
      const { scenario } = await build({ "main.ts": main, "package.json": JSON.stringify({ type }) });
      const [unit] = scenario?.units ?? [];
      expect(unit && (await runPlain(unit)).output).toEqual(['"left-padding.pad()" "left-padding.other" true']);
    },
  );

  it("puts opaque values in the place of a missing file, of styles and of native modules", async () => {
    const files = {
      "main.ts":
        'import x from "./nowhere";\nimport "./style.css";\nimport addon from "./addon.node";\nconsole.log(x, addon);\n',
    };
    const { scenario, problems, root } = await build(files);
    expect(scenario).toBeDefined();
    expect(said(problems, root).map((line) => line.slice(0, 60))).toEqual([
      "main.ts:3 warning `./addon.node` is not simulated: files of ",
      "main.ts:1 warning `./nowhere` is not simulated: there is no ",
      "main.ts:2 warning `./style.css` is not simulated: files of t",
    ]);
  });

  it("bundles cyclic imports and JSON", async () => {
    const files = {
      "main.ts": 'import { even } from "./even";\nimport data from "./data.json";\nconsole.log(even(data.n));\n',
      "even.ts": 'import { odd } from "./odd";\nexport const even = (n: number): boolean => n === 0 || odd(n - 1);\n',
      "odd.ts": 'import { even } from "./even";\nexport const odd = (n: number): boolean => n !== 0 && even(n - 1);\n',
      "data.json": '{ "n": 10 }',
    };
    const { scenario, problems } = await build(files);
    expect(problems).toEqual([]);
    const [unit] = scenario?.units ?? [];
    expect(unit && (await runPlain(unit)).output).toEqual(["true"]);
  });

  it("goes on without a tsconfig.json, and says so", async () => {
    const { memoryHost } = await import("./memory-host");
    const { buildScenario } = await import("#server/instrument/build-scenario");
    const host = memoryHost({ "main.ts": "console.log(1);" });
    const { scenario, problems } = await buildScenario({ entry: `${host.root}/main.ts` }, host);
    expect(scenario).toBeDefined();
    expect(said(problems, host.root)).toEqual([
      "main.ts information There is no tsconfig.json at or above this file; the compiler's defaults are used.",
    ]);
  });

  it.each([
    ["is no JSON", '{ "compilerOptions": { '],
    ["extends what is not there", '{ "extends": "./nowhere.json" }'],
  ])("goes on with a tsconfig.json that %s, and says where", async (_how, text) => {
    const files = { "main.ts": "console.log(1 as number);", "tsconfig.json": text };
    const { scenario, problems, root } = await build(files, {}, writtenHost);
    const [unit] = scenario?.units ?? [];
    expect(unit && (await runPlain(unit)).output).toEqual(["1"]);
    expect(said(problems, root)).toEqual([expect.stringMatching(/^tsconfig\.json:1 warning /)]);
  });

  it("follows the paths of tsconfig.json", async () => {
    const tsconfig = '{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["lib/*"] } } }';
    const files = {
      "main.ts": 'import { f } from "@lib/f";\nconsole.log(f());',
      "lib/f.ts": "export const f = () => 5;",
      "tsconfig.json": tsconfig,
    };
    const { scenario, problems } = await build(files, {}, writtenHost);
    expect(problems).toEqual([]);
    expect(scenario?.files.map((file) => file.path)).toEqual(["lib/f.ts", "main.ts"]);
  });

  it("compiles the entry, and what it imports, with the settings of tsconfig.json", async () => {
    const decorated = (name: string) => `
      function old(target: unknown, key: string, property?: PropertyDescriptor) { console.log("${name}", key, typeof property?.value); }
      export class C { @old method() {} }
    `;
    const files = {
      "main.ts": `import "./other";${decorated("main")}`,
      "other.ts": decorated("other"),
      "tsconfig.json": '{ "compilerOptions": { "experimentalDecorators": true } }',
    };
    const { scenario } = await build(files, {}, writtenHost);
    const [unit] = scenario?.units ?? [];
    expect(unit && (await runPlain(unit)).output).toEqual(["other method function", "main method function"]);
  });

  it("takes an import whose name is decided at run time for opaque", async () => {
    const { scenario } = await build({
      "main.ts": 'const name = "x" + 1;\nimport(name).then((m) => console.log(m));\n',
    });
    expect(scenario?.assumptions).toMatchObject([
      {
        kind: "opaque-module",
        message: "`import(name)` is not followed: its name is known only when the program runs.",
      },
    ]);
    const [unit] = scenario?.units ?? [];
    expect(unit && (await runPlain(unit)).output).toEqual(['"x1"']);
  });

  it("takes a file of 50,000 lines", async () => {
    const lines = ["const log: string[] = [];"];
    for (let i = 0; i < 12_500; i++) {
      lines.push(
        `async function f${i}(a: number): Promise<number> {`,
        `  const b = await g${i}(a);`,
        "  return b + 1;",
        "}",
      );
    }
    for (let i = 0; i < 12_500; i++) lines.push(`function g${i}(a: number) { return Promise.resolve(a); }`);
    lines.push("f0(1).then((n) => console.log(n));");
    const { scenario, problems } = await build({ "main.ts": lines.join("\n") });
    expect(problems).toEqual([]);
    const [unit] = scenario?.units ?? [];
    expect(unit && (await runPlain(unit)).output).toEqual(["2"]);
  });

  it("does not fall over an expression that is nested deeper than the stack", async () => {
    const text = `console.log(${Array.from({ length: 30_000 }, () => "1").join("+")});`;
    const { problems, scenario } = await build({ "main.ts": text });
    expect(scenario !== undefined || problems.length > 0).toBe(true);
  });

  it("stops where it is cancelled", async () => {
    const { scenario } = await build({ "main.ts": "console.log(1);" }, { cancelled: () => true });
    expect(scenario).toBeUndefined();
  });
});

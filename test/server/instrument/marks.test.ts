// Exactly which probe stands where.

import { describe, expect, it } from "vitest";
import { scenarioOf } from "./program";

/** The last lines of the entry's code, with a site's number replaced by what the site says. */
async function emitted(program: string): Promise<string> {
  const { units, sites } = await scenarioOf({ "main.ts": program, "package.json": '{ "type": "module" }' });
  const code = units[0]?.code ?? "";
  return code.replace(/__il\.(t|l|f|g|af|a|p|d|d1|n|prim)\((\d+)/g, (_, name: string, id: string) => {
    const site = sites[Number(id)];
    return `__il.${name}(${site === undefined ? "?" : `${site.line + 1}:${site.label}`}`;
  });
}

describe("probes", () => {
  it("mark calls that are awaited on the spot, and no others", async () => {
    const code = await emitted(`
      declare const o: any, f: any;
      export async function g(x: any) {
        await f(1, x);
        await f();
        await o.m();
        await o.a.b(...x);
        await o?.m();
        await o.p?.q.m();
        const p = f(x);
        await p;
        await f(x).then(f);
        await Promise.all([f(x), o.m()]);
        return x ? f(x) : o.m();
      }
      g(1);`);
    for (const line of [
      "__il.p(4:f, f(1, __il.d1(4:f, x))) ? __il.r() : yield __il.r()",
      "__il.p(5:f, (__il.d(5:f), f)()) ? __il.r() : yield __il.r()",
      "__il.p(6:o.m, (__il.d(6:o.m), o).m()) ? __il.r() : yield __il.r()",
      "__il.p(7:o.a.b, o.a.b(...__il.d1(7:o.a.b, x))) ? __il.r() : yield __il.r()",
      "__il.p(8:o?.m, (__il.d(8:o?.m), o)?.m()) ? __il.r() : yield __il.r()",
      "__il.p(9:o.p?.q.m, o.p?.q.m()) ? __il.r() : yield __il.r()",
      "const p = __il.n(10:p, f(x))",
      "__il.p(11:p, p) ? __il.r() : yield __il.r()",
      "__il.p(12:f(x).then, f(x).then(f)) ? __il.r() : yield __il.r()",
      "__il.p(13:Promise.all, Promise.all(__il.d1(13:Promise.all, [f(x), o.m()]))) ? __il.r() : yield __il.r()",
      "return x ? f(__il.d1(14:f, x)) : (__il.d(14:o.m), o).m()",
    ]) {
      expect(code).toContain(line);
    }
  });

  it("name what is made after where it is kept", async () => {
    const code = await emitted(`
      declare const M: any, make: any;
      class Bank {
        lock = new M();
        static shared = new M();
        #hidden = new M();
        other; constructor() { this.other = new M(); }
      }
      const local = new M(), config = { lock: new M(), deep: { inner: new M() } }, list = [new M(), new M()];
      const made = make();
      console.log(new Bank(), local, config, list, made, new M() as unknown);
      globalThis.kept ??= new M();`);
    for (const part of [
      "lock = __il.n(4:lock, new M(), this)",
      "static shared = __il.n(5:Bank.shared, new M(), this)",
      "#hidden = __il.n(6:#hidden, new M(), this)",
      "this.other = __il.n(7:other, new M(), this)",
      "local = __il.n(9:local, new M())",
      "config = { lock: __il.n(9:config.lock, new M()), deep: { inner: __il.n(9:config.deep.inner, new M()) } }",
      "[__il.n(9:list[0], new M()), __il.n(9:list[1], new M())]",
      "made = __il.n(10:made, make())",
      "__il.n(11:Bank, new Bank())",
      "__il.n(11:M, new M())",
      "__il.n(12:globalThis.kept, new M())",
    ]) {
      expect(code).toContain(part);
    }
  });

  it("call a function without a name after what it is given to", async () => {
    const { sites } = await scenarioOf({
      "main.ts": `
      declare const port: any, app: any, lock: any, p: Promise<number>;
      port.on("message", () => 1);
      port.addEventListener("close", function () {});
      app.get("/users", async () => 2);
      setTimeout(() => 3, 0);
      p.then((value) => value);
      new Promise<void>((resolve) => resolve());
      function outer() { lock.runExclusive((() => 4) as () => number); void (async () => 5)(); }
      outer();`,
      "package.json": '{ "type": "module" }',
    });
    const named = sites.filter((site) => site.kind.endsWith("function")).map((site) => site.label);
    expect([...new Set(named)]).toEqual([
      "on message",
      "on close",
      "get /users",
      "setTimeout callback",
      "then callback",
      "Promise executor",
      "outer",
      "runExclusive callback",
      "function in outer",
    ]);
  });

  it("count depth where recursion is possible, and fuel in every loop", async () => {
    const code = await emitted(`
      function once() { return 1; }
      function again(n: number): number { return n ? again(n - 1) : once(); }
      for (;;) if (again(3)) break;
      while (false) once();`);
    expect(code).toMatch(/function once\(\) \{[^;]+__il\.f\(2:once\) : [^;]+;[^;]+__il\.t/);
    expect(code).toMatch(
      /function again\(n\) \{[^;]+__il\.g\(3:again\) : [^;]+;\s+try \{[^}]+\} finally \{\s+__il_c\[4\]--;/,
    );
    expect(code.match(/__il\.l\(/g)).toHaveLength(2);
  });

  it("watch the classes that the analyzer recognised", async () => {
    const { build } = await import("./program");
    const { memoryHost } = await import("./memory-host");
    const { buildScenario } = await import("#server/instrument/build-scenario");
    const main =
      "class Lock { acquire() {} }\nexport const Other = class { take() {} };\nnew Lock().acquire();\nnew Other().take();";
    const host = memoryHost({ "main.ts": main, "tsconfig.json": "{}" });
    const file = `${host.root}/main.ts`;
    const shape = { file, kind: "mutex", operations: { acquire: "ACQ" }, releaser: false } as const;
    const primitives = [
      { ...shape, className: "Lock" },
      { ...shape, className: "Other" },
    ];
    const { scenario } = await buildScenario({ entry: file }, host, { primitives });
    expect(build).toBeTypeOf("function");
    expect(scenario?.primitives).toMatchObject([
      { file: 0, className: "Lock" },
      { file: 0, className: "Other" },
    ]);
    expect(scenario?.units[0]?.code).toMatch(/Lock = __il\.prim\(\d+, Lock, 0\)/);
    expect(scenario?.units[0]?.code).toMatch(/__il\.prim\(\d+, \{ "?Other"?: class \{/);
  });

  it("keep the machine's own paths, not the user's", async () => {
    const scenario = await scenarioOf(
      {
        "main.cts": "console.log(__filename, __dirname, require.main === module, { __filename });",
        "other.mts": "console.log(import.meta.url, import.meta.filename, import.meta.dirname, import.meta.main);",
      },
      { entry: "main.cts" },
    );
    expect(scenario.units[0]).toMatchObject({ id: "/workspace/main.cts", kind: "cjs" });
    expect(scenario.units[0]?.code).toContain(
      'console.log("/workspace/main.cts", "/workspace", true, { __filename: "/workspace/main.cts" })',
    );
    const other = await scenarioOf(
      { "src/x y.mts": "console.log(import.meta.url, import.meta.filename, import.meta.dirname, import.meta.main);" },
      { entry: "src/x y.mts" },
    );
    expect(other.units[0]?.kind).toBe("esm");
    expect(other.units[0]?.code).toContain(
      'console.log("file:///workspace/src/x%20y.mts", "/workspace/src/x y.mts", "/workspace/src", true)',
    );
  });
});

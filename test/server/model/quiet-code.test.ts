// Code in which nobody waits, as its form and the names in it tell.

import { ts } from "ts-morph";
import { describe, expect, it } from "vitest";
import { type DeclaredNames, declaredNames } from "#server/model/declared-names";
import { quietCode } from "#server/model/quiet-code";

/** Files by name; of `/main.ts` the statements that are not quiet, by what they declare. */
function loud(files: Readonly<Record<string, string>>): string[] {
  const sources = new Map(
    Object.entries(files).map(([path, text]) => [path, ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)]),
  );
  const names = new Map<ts.SourceFile, DeclaredNames>();
  for (const source of sources.values()) names.set(source, declaredNames(source));
  const isQuiet = quietCode({
    names: (source) => names.get(source),
    module: (from) => (ts.isStringLiteral(from) ? sources.get(from.text.replace("./", "/").concat(".ts")) : undefined),
    waitingMembers: new Set([...names.values()].flatMap(({ waitingMembers }) => [...waitingMembers])),
    waitingGlobals: new Set(),
    catalog: { isName: (name) => name === "acquire" || name === "Mutex", isExported: (name) => name === "Mutex" },
  });
  return (sources.get("/main.ts")?.statements ?? []).flatMap((one) =>
    ts.isFunctionDeclaration(one) && !isQuiet(one) ? [one.name?.text ?? ""] : [],
  );
}

describe("a function is loud", () => {
  it.each([
    ["that awaits", "async function f() { await g(); }"],
    ["that makes a promise", "function f() { return new Promise(g); }"],
    ["that goes on from one", "function f(x: any) { x.then(g); }"],
    ["that calls one of those", "async function g() {} function f() { g(); }"],
    ["that names a method in which somebody waits", "class A { async run() {} } function f(a: A) { a.run(); }"],
    ["that takes one out of an object", "class A { async run() {} } function f(a: A) { const { run } = a; run(); }"],
    ["that calls what a library of the catalog has", "function f(lock: any) { lock.acquire(); }"],
    ["that uses a library of the catalog", 'import { Mutex } from "async-mutex"; function f() { new Mutex(); }'],
  ])("%s", (_how, text) => {
    expect(loud({ "/main.ts": text })).toContain("f");
  });
});

describe("a function is quiet", () => {
  it.each([
    ["that reckons", "function f(a: number) { return a + 1; }"],
    ["with a local variable of the same name as an operation", "function f() { const acquire = 1; return acquire; }"],
    ["whose object has a key of such a name", "class A { async run() {} } function f() { return { run: 1 }; }"],
    [
      "with another thing of the same name as a method",
      "class A { async make() {} } function f(make: any) { make(1); }",
    ],
  ])("%s", (_how, text) => {
    expect(loud({ "/main.ts": text })).not.toContain("f");
  });
});

describe("a name means what it means in its own module", () => {
  const fibers = "export async function make() {}";
  const order = "export function make() { return 1; }";

  it.each([
    ["by its own name", 'import { make } from "./fibers"; function f() { make(); }'],
    ["by another name", 'import { make as begin } from "./fibers"; function f() { begin(); }'],
    ["of the whole module", 'import * as Fibers from "./fibers"; function f() { Fibers.make(); }'],
    ["through another module", 'import { make } from "./all"; function f() { make(); }'],
    ["through a module that it is a part of", 'import { Fibers } from "./all"; function f() { Fibers.make(); }'],
  ])("%s", (_how, text) => {
    const all = 'export * from "./fibers"; export * as Fibers from "./fibers";';
    expect(loud({ "/main.ts": text, "/fibers.ts": fibers, "/all.ts": all })).toEqual(["f"]);
    const quiet = { "/main.ts": text, "/fibers.ts": order, "/all.ts": all, "/other.ts": fibers };
    expect(loud(quiet)).toEqual([]);
  });

  it("also where modules export one another", () => {
    const text = 'import { make } from "./a"; function f() { make(); }';
    expect(loud({ "/main.ts": text, "/a.ts": 'export * from "./b";', "/b.ts": 'export * from "./a";' })).toEqual([]);
  });
});

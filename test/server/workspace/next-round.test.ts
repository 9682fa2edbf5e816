// Which files are read next: the users of what is concurrent, and what is called from there.

import { describe, expect, it } from "vitest";
import type { Expr, FileFacts, FunctionFacts } from "#server/model/facts";
import { nextRound } from "#server/workspace/next-round";

const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const MUTEX: Expr = { k: "new", resource: { module: "async-mutex", type: "Mutex" }, args: [], at: NOWHERE };

interface Written {
  /** Name to what it names: `take: ["/lock.ts#acquire"]`; a name with `!` does something concurrent itself. */
  readonly functions?: Readonly<Record<string, readonly string[]>>;
  readonly variables?: Readonly<Record<string, Expr>>;
  readonly renames?: boolean;
}

function factsOf(file: string, { functions = {}, variables = {}, renames = false }: Written): FileFacts {
  return {
    file,
    hash: "",
    functions: Object.entries(functions).map(([marked, mentions]): FunctionFacts => {
      const name = marked.replace("!", "");
      return {
        id: `${file}#${name}`,
        file,
        name,
        kind: "function",
        at: NOWHERE,
        whole: NOWHERE,
        params: [],
        paramNames: [],
        repairs: [],
        async: true,
        promise: true,
        arrow: false,
        exported: true,
        captures: [],
        writes: [],
        mentions,
        body: [],
        ...(marked.endsWith("!") ? { concurrent: true } : {}),
      };
    }),
    classes: [],
    primitives: [],
    variables: Object.entries(variables).map(([name, init]) => ({ name, init, constant: true })),
    reassigned: [],
    concurrent: false,
    startsThreads: false,
    suppressions: [],
    generated: false,
    ...(renames ? { renames } : {}),
  };
}

/** The files that are read next, where some are read and others import them; `texts` of those that are not read. */
function next(
  read: Readonly<Record<string, Written>>,
  imports: Readonly<Record<string, readonly string[]>>,
  texts: Readonly<Record<string, string>>,
): readonly string[] {
  const importers = new Map<string, string[]>();
  for (const [user, used] of Object.entries(imports))
    for (const file of used) importers.set(file, [...(importers.get(file) ?? []), user]);
  return nextRound({
    wanted: new Set(Object.keys(read)),
    facts: new Map(Object.entries(read).map(([file, written]) => [file, factsOf(file, written)])),
    importers,
    member: new Set([...Object.keys(read), ...Object.keys(texts)]),
    uses: (file, words) => words.some((word) => (texts[file] ?? "").split(/\W+/).includes(word)),
  });
}

describe("who imports a file in which something concurrent happens", () => {
  const imports = { "/user.ts": ["/lock.ts"] };

  it("is read where it names the function", () => {
    const read = { "/lock.ts": { functions: { "transfer!": [] } } };
    expect(next(read, imports, { "/user.ts": "transfer()" })).toEqual(["/user.ts"]);
  });

  it("is not read where it names something else of it", () => {
    const read = { "/lock.ts": { functions: { "transfer!": [], format: [] } } };
    expect(next(read, imports, { "/user.ts": "format()" })).toEqual([]);
  });

  it("is read where it names what holds a lock, or something that the function makes", () => {
    const variables = { accounts: MUTEX };
    const read = { "/lock.ts": { functions: { "transfer!": [] }, variables } };
    expect(next(read, imports, { "/user.ts": "accounts.acquire()" })).toEqual(["/user.ts"]);
  });

  it("is read where it names a function that only calls the concurrent one", () => {
    const read = { "/lock.ts": { functions: { "transfer!": [], pay: ["/lock.ts#transfer"] } } };
    expect(next(read, imports, { "/user.ts": "pay()" })).toEqual(["/user.ts"]);
  });

  it("is read in any case where the file exports under other names", () => {
    const read = { "/lock.ts": { functions: { "transfer!": [] }, renames: true } };
    expect(next(read, imports, { "/user.ts": "anything()" })).toEqual(["/user.ts"]);
  });

  it("is not read where nothing concurrent happens there", () => {
    const read = { "/lock.ts": { functions: { transfer: [] } } };
    expect(next(read, imports, { "/user.ts": "transfer()" })).toEqual([]);
  });
});

describe("what is called where something concurrent happens", () => {
  it("is read, in a file that nobody thought near", () => {
    const read = { "/lock.ts": { functions: { "transfer!": ["/helper.ts#check"] } } };
    expect(next(read, {}, { "/helper.ts": "" })).toEqual(["/helper.ts"]);
  });

  it("is not read where it does not belong to the project", () => {
    const read = { "/lock.ts": { functions: { "transfer!": ["/other/helper.ts#check"] } } };
    expect(next(read, {}, {})).toEqual([]);
  });

  it("is not read where what calls it has to do with nothing concurrent", () => {
    const read = { "/lock.ts": { functions: { "transfer!": [], format: ["/helper.ts#pad"] } } };
    expect(next(read, {}, { "/helper.ts": "" })).toEqual([]);
  });

  it("may be any method of the file where it has no body", () => {
    const read = {
      "/types.ts": { functions: { "Store.save!": [] } },
      "/user.ts": { functions: { keep: ["/types.ts#Saver.save", "/helper.ts#check"] } },
    };
    expect(next(read, {}, { "/helper.ts": "" })).toEqual(["/helper.ts"]);
  });
});

it("is asked until nothing new comes: each file once, in alphabetical order", () => {
  const read = { "/lock.ts": { functions: { "transfer!": ["/b.ts#check"] } } };
  const imports = { "/c.ts": ["/lock.ts"], "/a.ts": ["/lock.ts"] };
  const texts = { "/a.ts": "transfer()", "/b.ts": "", "/c.ts": "transfer()" };
  expect(next(read, imports, texts)).toEqual(["/a.ts", "/b.ts", "/c.ts"]);
  const all = { ...read, "/a.ts": {}, "/b.ts": {}, "/c.ts": {} };
  expect(next(all, imports, {})).toEqual([]);
});

// Source that nobody wrote for the analyzer: what installed packages ship, analysed with no types resolved.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ts } from "ts-morph";
import type { FileFacts } from "#server/model/facts";
import { lowerFile } from "#server/model/lower";
import { newSummaryCache, summarise } from "#server/model/summarise";
import { report } from "#server/workspace/report";

/** Folders of node_modules with TypeScript source, each a program; the compiler's own declarations among them. */
export const PILES: readonly string[] = [
  "effect/src/internal",
  "@azure/msal-browser/src",
  "@azure/msal-common/src",
  "@azure/msal-node/src",
  "ajv/lib",
  "cheerio/src",
  "comlink",
  "htmlparser2/src",
  "pg-protocol/src",
  "piscina/src",
  "typescript/lib",
  "@types/node",
];

/** How many questions about types lowering asked, and of how much: nodes of the syntax tree, and names that the module exports. */
export interface Work {
  readonly questions: number;
  readonly size: number;
}

export interface Analysed {
  readonly functions: number;
  readonly work: ReadonlyMap<string, Work>;
}

/** Declarations count only where a folder has nothing else. */
export function sourcesUnder(directory: string): string[] {
  const all = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.[cm]?tsx?$/.test(name) && !name.includes("node_modules"),
  );
  const written = all.filter((name) => !/\.d\.[cm]?ts$/.test(name));
  return (written.length > 0 ? written : all).map((name) => join(directory, name)).sort();
}

/** Everything that the analyzer does with a program; throws where the analyzer does. */
export async function analyse(files: ReadonlyMap<string, string>): Promise<Analysed> {
  const program = programOf(files);
  const asked = { questions: 0 };
  const checker = counting(program.getTypeChecker(), asked);
  const facts = new Map<string, FileFacts>();
  const work = new Map<string, Work>();
  for (const path of files.keys()) {
    const source = program.getSourceFile(path);
    if (source === undefined) throw new Error(`${path} is not in the program`);
    asked.questions = 0;
    facts.set(path, lowerFile(source, checker, ""));
    work.set(path, { questions: asked.questions, size: sizeOf(source, program.getTypeChecker()) });
    await breathe();
  }
  const steps = summarise(facts, newSummaryCache());
  for (;;) {
    const step = steps.next();
    await breathe();
    if (step.done !== true) continue;
    report(
      step.value.model,
      { tests: true, generated: true },
      (finding) => finding,
      () => {},
    );
    return { functions: step.value.model.functions.size, work };
  }
}

/** A program of files that exist only here; nothing is resolved, so that types are as unknown as they can be. */
function programOf(files: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    noResolve: true,
    noLib: true,
    target: ts.ScriptTarget.ESNext,
    jsx: ts.JsxEmit.Preserve,
  };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (path) => files.has(path),
    readFile: (path) => files.get(path),
    getSourceFile: (path, version) => {
      const text = files.get(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, version, true);
    },
  };
  return ts.createProgram([...files.keys()], options, host);
}

function counting(checker: ts.TypeChecker, asked: { questions: number }): ts.TypeChecker {
  return new Proxy(checker, {
    get: (target, name, receiver) => {
      asked.questions += 1;
      return Reflect.get(target, name, receiver);
    },
  });
}

/** A file of one `export *` is small as text, yet has every name that it passes on. */
function sizeOf(source: ts.SourceFile, checker: ts.TypeChecker): number {
  const module = checker.getSymbolAtLocation(source);
  let count = module === undefined ? 0 : checker.getExportsOfModule(module).length;
  const visit = (node: ts.Node): void => {
    count += 1;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return count;
}

/** Lets the test runner hear that the test lives. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

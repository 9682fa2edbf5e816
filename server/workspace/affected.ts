// Which files an edit concerns: those that name something that is declared anew, or that is declared by such a thing, from file to file.

import { ts } from "ts-morph";
import { hasWord } from "./words";
import { changedNames, EVERYTHING, partsOf, type Visible, type WrittenPart } from "./visible";

/** A file before and after an edit. */
export interface Edit {
  readonly path: string;
  /** Absent where nobody knows. */
  readonly before: Visible | undefined;
  readonly after: Visible & { readonly parts: readonly WrittenPart[] };
  /** It says something to files that do not import it. */
  readonly ambient: boolean;
}

export interface Surroundings {
  /** By file: those that import it. */
  readonly importers: ReadonlyMap<string, readonly string[]>;
  /** All files of the project. */
  readonly files: readonly string[];
  read(path: string): string;
  parse(path: string): ts.SourceFile;
  /** The file that a module name stands for in a file. */
  resolve(name: string, from: string): string | undefined;
  /** Called now and then; throws where nobody waits for the answer any more. */
  check(): void;
}

/**
 * Files, besides those that were edited, whose types may be others now: that is told by names. A declaration is another
 * one where its own text is, or where it names one that is, in a file that imports it, directly or not. Names that only came
 * to wait, or no longer do, count in all files that import them, directly or not.
 */
export function affectedBy(edits: readonly Edit[], surroundings: Surroundings): Set<string> {
  const affected = new Set<string>();
  const { importers, files, read, parse, check } = surroundings;
  /** By file: what the files that it imports declare anew. */
  const incoming = new Map<string, Set<string>>();
  const news = new Set<string>();
  const pending: string[] = [];
  const tell = (path: string, names: ReadonlySet<string>): void => {
    if (names.size === 0) return;
    news.add(path);
    for (const user of importers.get(path) ?? []) {
      let known = incoming.get(user);
      if (known === undefined) {
        known = new Set();
        incoming.set(user, known);
      }
      const before = known.size;
      for (const name of names) known.add(name);
      if (known.size > before) pending.push(user);
    }
  };
  for (const { path, before, after, ambient } of edits) {
    const names = before === undefined ? new Set([EVERYTHING]) : changedNames(before.parts, after.parts);
    const waiting = before === undefined ? [] : difference(before.waiting, after.waiting);
    if (ambient && (names.size > 0 || waiting.length > 0)) return new Set(files);
    tell(path, new Set([...names, ...declaring(names, waiting, after.parts)]));
    if (waiting.length === 0) continue;
    for (const user of usersOf([path], importers)) {
      check();
      const text = read(user);
      const isDefault = waiting.includes("default") && IMPORTS_DEFAULT.test(text);
      if (!isDefault && !waiting.some((word) => hasWord(text, word))) continue;
      affected.add(user);
      tell(user, declaring(new Set(), waiting, partsOf(parse(user))));
    }
  }
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    check();
    const names = incoming.get(path) ?? new Set();
    const text = read(path);
    if (seesAll(path, text, names, news, surroundings)) {
      affected.add(path);
      tell(path, new Set([EVERYTHING]));
      continue;
    }
    const isConcerned = [...names].some((name) => hasWord(text, name));
    if (isConcerned) affected.add(path);
    const passed = /\bexport\s*(?:type\s*)?\*/.test(text) ? names : [];
    // Under a name of its own, `export * as name`, too.
    const renamed = [...text.matchAll(/\bexport\s*(?:type\s*)?\*\s*as\s+([\p{L}\p{N}_$]+|["'])/gu)].map(
      ([, name = ""]) => (/^["']/.test(name) ? EVERYTHING : name),
    );
    const named = isConcerned ? declaring(names, [], partsOf(parse(path))) : [];
    tell(path, new Set([...passed, ...renamed, ...named]));
  }
  return affected;
}

/** What it uses of the modules with news cannot be told by names. */
function seesAll(
  path: string,
  text: string,
  incoming: ReadonlySet<string>,
  news: ReadonlySet<string>,
  { parse, resolve }: Surroundings,
): boolean {
  if (incoming.has(EVERYTHING)) return true;
  if (incoming.has("default") && IMPORTS_DEFAULT.test(text)) return true;
  // A module as a value.
  if (/\bimport\s*\(|\brequire\s*\(/.test(text) && takesModule(parse(path))) return true;
  if (!/\bimport\s*(?:type\s*|[\p{L}\p{N}_$]+\s*,\s*)?\*/u.test(text)) return false;
  const source = parse(path);
  const modules = new Set<string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamespaceImport(bindings)) continue;
    const module = resolve(statement.moduleSpecifier.text, path);
    if (module !== undefined && news.has(module)) modules.add(bindings.name.text);
  }
  return modules.size > 0 && usesWhole(source, modules);
}

const IMPORTS_DEFAULT = /\bimport\s+(?:type\s+)?[\p{L}_$]|\bdefault\b/u;

/** `import("./other")`, as a value or a type; `require("./other")`. */
function takesModule(source: ts.SourceFile): boolean {
  const takes = (node: ts.Node): boolean => {
    if (ts.isImportTypeNode(node) || ts.isExternalModuleReference(node)) return true;
    if (ts.isCallExpression(node)) {
      const { expression } = node;
      if (expression.kind === ts.SyntaxKind.ImportKeyword) return true;
      if (ts.isIdentifier(expression) && expression.text === "require") return true;
    }
    return ts.forEachChild(node, (child) => takes(child) || undefined) === true;
  };
  return takes(source);
}

/** One of the modules under these names is more than a place where members are looked up. */
function usesWhole(source: ts.Node, modules: ReadonlySet<string>): boolean {
  const isWhole = (node: ts.Node): boolean => {
    if (ts.isNamespaceImport(node)) return false;
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) return false;
    if (ts.isQualifiedName(node) && ts.isIdentifier(node.left)) return false;
    if (ts.isIdentifier(node)) return modules.has(node.text);
    return ts.forEachChild(node, (child) => isWhole(child) || undefined) === true;
  };
  return isWhole(source);
}

/** Names of the parts that name one of these, or a part that does; or that name one of `waiting` anywhere. */
function declaring(
  names: ReadonlySet<string>,
  waiting: readonly string[],
  parts: readonly WrittenPart[],
): ReadonlySet<string> {
  const found = new Set<string>();
  let words: readonly string[] = [...names];
  let left = parts.filter((part) => part.names.length > 0);
  const concerned = (part: WrittenPart): boolean => words.some((word) => hasWord(part.shapeText, word));
  const waits = (part: WrittenPart): boolean => waiting.some((word) => hasWord(part.wholeText, word));
  for (
    let next = left.filter((part) => concerned(part) || waits(part));
    next.length > 0;
    next = left.filter(concerned)
  ) {
    const known = new Set([...names, ...found]);
    words = next.flatMap((part) => part.names).filter((name) => !known.has(name));
    for (const part of next) for (const name of part.names) found.add(name);
    const done = new Set(next);
    left = left.filter((part) => !done.has(part));
  }
  return found;
}

function difference(a: readonly string[], b: readonly string[]): string[] {
  const [inA, inB] = [new Set(a), new Set(b)];
  return [...a.filter((one) => !inB.has(one)), ...b.filter((one) => !inA.has(one))];
}

/** All that imports one of these files, directly or not; themselves where they are imported so. */
export function usersOf(paths: readonly string[], importers: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>();
  const pending = [...paths];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const user of importers.get(at) ?? []) {
      if (found.has(user)) continue;
      found.add(user);
      pending.push(user);
    }
  }
  return found;
}

// What the tests of the repository itself read: its files, and what each imports.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix, resolve } from "node:path";
import ts from "typescript";

export const root = resolve(__dirname, "../..");

/** Folders whose files are somebody else's programs on purpose: fixtures are wrong, odd and short. */
const FIXTURES =
  /^test\/(fixtures|programs|fidelity\/programs|rules|workspaces|kernels|catalog\/[^/]+|shapes\/[^/]+)\/|\/fixtures\//;

/** Every file that git knows or would add, with forward slashes, relative to the root. */
export function repositoryFiles(): readonly string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\n");
  // A file that was deleted but not yet committed is still listed.
  return files.filter((file) => file !== "" && existsSync(resolve(root, file)));
}

/** The project's own TypeScript and JavaScript, without fixtures. */
export function sourceFiles(): readonly string[] {
  return repositoryFiles().filter((file) => /\.(ts|tsx|mts|mjs)$/.test(file) && !FIXTURES.test(file));
}

export function read(file: string): string {
  return readFileSync(resolve(root, file), "utf8");
}

export interface Import {
  readonly from: string;
  /** Path of the imported file from the root without its ending, or the name of a package. */
  readonly to: string;
  readonly isPackage: boolean;
  /** Gone when the program runs. */
  readonly isType: boolean;
}

/** What a file imports, statically or dynamically, as a type or as a value. */
export function importsOf(file: string): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, isType: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    found.push({ from: file, ...target(file, specifier.text), isType });
  };
  for (const node of nodesOf(parse(file))) {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
  }
  return found;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  const { namedBindings } = clause;
  const named = namedBindings !== undefined && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
  return clause.isTypeOnly || (clause.name === undefined && named.length > 0 && named.every((one) => one.isTypeOnly));
}

function target(file: string, specifier: string): Pick<Import, "to" | "isPackage"> {
  if (specifier.startsWith(".")) {
    return { to: posix.normalize(posix.join(posix.dirname(file), specifier)), isPackage: false };
  }
  return specifier.startsWith("#") ? { to: specifier.slice(1), isPackage: false } : { to: specifier, isPackage: true };
}

export function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
}

/** Every node of a file, parents first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  // `forEachChild` cannot be left early from a generator, so collect first.
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** `file:line`, one-based, as an editor's terminal links it. */
export function place(file: ts.SourceFile, node: ts.Node): string {
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
}

// What the tests of the repository itself read: its files, and what each imports.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix, resolve } from "node:path";
import ts from "typescript";

export const root = resolve(__dirname, "../..");

/** Folders whose files are somebody else's programs on purpose: fixtures are wrong, odd and short. */
const FIXTURES = /^test\/(fixtures|programs|rules|workspaces|kernels)\/|\/fixtures\//;

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
}

/** What a file imports, statically or dynamically, as a type or as a value. */
export function importsOf(file: string): readonly Import[] {
  return ts.preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => {
    if (fileName.startsWith(".")) {
      return { from: file, to: posix.normalize(posix.join(posix.dirname(file), fileName)), isPackage: false };
    }
    if (fileName.startsWith("#")) return { from: file, to: fileName.slice(1), isPackage: false };
    return { from: file, to: fileName, isPackage: true };
  });
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

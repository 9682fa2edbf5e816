// What other files can see of a file, declaration by declaration: two versions of it are compared by this, not by their text.

import { ts } from "ts-morph";
import { isFunctionNode } from "#server/model/names";
import { hashOf } from "./prefilter";

/** A statement of the module. Plain JSON, short: one is kept for each statement of each file. */
export interface Part {
  /** Names that it declares, imports or exports; none where it only does something. */
  readonly names: readonly string[];
  /**
   * Hash of what types elsewhere can depend on: the bodies of functions that say their return type are left out, and so are
   * comments.
   */
  readonly shape: string;
  /** Hash of all its text, comments before it included. */
  readonly whole: string;
  /** Where it begins, comments before it included. */
  readonly start: number;
}

export interface Visible {
  readonly parts: readonly Part[];
  /** Names that stand for something in which somebody waits: what other files infer depends on them. */
  readonly waiting: readonly string[];
}

/** A part with its text. */
export interface WrittenPart extends Part {
  readonly shapeText: string;
  readonly wholeText: string;
}

/** The part says something that cannot be told by names: modules that see it see all of it anew. */
export const EVERYTHING = "*";

export function partsOf(source: ts.SourceFile): WrittenPart[] {
  return source.statements.map((statement) => {
    const shapeText = textOfShape(statement, source);
    const wholeText = source.text.slice(statement.pos, statement.end);
    return {
      names: namesOf(statement),
      shape: short(shapeText),
      whole: short(wholeText),
      start: statement.pos,
      shapeText,
      wholeText,
    };
  });
}

/** What is kept of it. */
export function inShort({ parts, waiting }: Visible): Visible {
  return { parts: parts.map(({ names, shape, whole, start }) => ({ names, shape, whole, start })), waiting };
}

/** Names for which the two say something else; `EVERYTHING` among them where that cannot be told by names. */
export function changedNames(before: readonly Part[], after: readonly WrittenPart[]): Set<string> {
  const [then, now] = [shapesByName(before), shapesByName(after)];
  const changed = new Set<string>();
  for (const name of new Set([...then.keys(), ...now.keys()])) if (then.get(name) !== now.get(name)) changed.add(name);
  return changed;
}

function shapesByName(parts: readonly Part[]): Map<string, string> {
  const shapes = new Map<string, string>();
  for (const { names, shape } of parts)
    for (const name of names) shapes.set(name, `${shapes.get(name) ?? ""} ${shape}`);
  return shapes;
}

function short(text: string): string {
  return hashOf(text).slice(0, 16);
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => bound(name));
  if (ts.isImportDeclaration(statement)) return importedNames(statement.importClause);
  if (ts.isImportEqualsDeclaration(statement)) return [statement.name.text];
  if (ts.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    if (exportClause === undefined) return [EVERYTHING];
    const names = ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => name) : [exportClause.name];
    return names.map((name) => (ts.isIdentifier(name) ? name.text : EVERYTHING));
  }
  if (ts.isExportAssignment(statement)) return [statement.isExportEquals === true ? EVERYTHING : "default"];
  if (ts.isModuleDeclaration(statement))
    return [ts.isIdentifier(statement.name) && statement.name.text !== "global" ? statement.name.text : EVERYTHING];
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  ) {
    const isDefault = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true;
    return [...(statement.name === undefined ? [] : [statement.name.text]), ...(isDefault ? ["default"] : [])];
  }
  // It may narrow a type, or add a property to a function.
  return ts.isEmptyStatement(statement) ? [] : [EVERYTHING];
}

function importedNames(clause: ts.ImportClause | undefined): string[] {
  // What is imported for its effect may declare anything.
  if (clause === undefined) return [EVERYTHING];
  const { name, namedBindings } = clause;
  const others =
    namedBindings === undefined
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [namedBindings.name.text]
        : namedBindings.elements.map((element) => element.name.text);
  return [...(name === undefined ? [] : [name.text]), ...others];
}

function bound(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : bound(element.name)));
}

/** Its text without comments, spaces, and bodies that nobody's types depend on. */
function textOfShape(statement: ts.Statement, source: ts.SourceFile): string {
  const { text } = source;
  const pieces: string[] = [];
  /** What is between the nodes of the tree: signs, words of the language, comments; never a literal. */
  const between = (from: number, to: number): void => {
    if (to <= from) return;
    const written = text.slice(from, to).replace(/\/\*[\s\S]*?\*\/|\/\/.*|\s+/g, "");
    if (written !== "") pieces.push(written);
  };
  /** @param holder what the node is part of; nodes do not know, before the compiler has looked at them */
  const visit = (node: ts.Node, holder: ts.Node): void => {
    const left = isFunctionNode(node) && saysItsType(node, holder) ? node.body : undefined;
    let at = node.pos;
    let leaf = true;
    ts.forEachChild(node, (child) => {
      leaf = false;
      between(at, child.pos);
      if (child !== left) visit(child, node);
      at = Math.max(at, child.end);
    });
    if (leaf) pieces.push(text.slice(node.getStart(source), node.end));
    else between(at, node.end);
  };
  visit(statement, source);
  return pieces.join(" ");
}

function saysItsType(node: ts.SignatureDeclaration, holder: ts.Node): boolean {
  if (node.type !== undefined || ts.isSetAccessorDeclaration(node)) return true;
  // A field without a type gets the one of what the constructor puts there.
  return (
    ts.isConstructorDeclaration(node) &&
    ts.isClassLike(holder) &&
    !holder.members.some(
      (member) => ts.isPropertyDeclaration(member) && member.type === undefined && member.initializer === undefined,
    )
  );
}

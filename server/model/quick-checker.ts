// The compiler's checker, asked once for each place, and not at all about names that can mean nothing here: its answers are most of an analysis's time.

import { ts } from "ts-morph";
import type { Catalog } from "./catalog-lookup";
import { isUserCode } from "./resolve";

/** What a checker is made quick with; kept as long as the files are. */
export type MemberNames = WeakMap<ts.SourceFile, ReadonlySet<string>>;

/**
 * The same answers, but for one: a member that no file of the user's declares, and that no library of the catalog has,
 * has no symbol. What such a member belongs to would have to be inferred, often from a long chain of calls.
 */
export function quickChecker(program: ts.Program, catalog: Catalog, known: MemberNames): ts.TypeChecker {
  const checker = program.getTypeChecker();
  const symbols = new Map<ts.Node, ts.Symbol | undefined>();
  const types = new Map<ts.Node, ts.Type>();
  const declared = new Set<string>();
  for (const source of program.getSourceFiles()) {
    if (!isUserCode(source)) continue;
    let names = known.get(source);
    if (names === undefined) {
      names = memberNames(source);
      known.set(source, names);
    }
    for (const name of names) declared.add(name);
  }

  const find = (node: ts.Node): ts.Symbol | undefined => {
    const access = accessOf(node);
    if (access === undefined) return checker.getSymbolAtLocation(node);
    const name = access.name.text;
    if (!declared.has(name) && !catalog.isName(name)) return undefined;
    const own = access.expression.kind === ts.SyntaxKind.ThisKeyword ? ownMember(access, checker) : undefined;
    return own ?? checker.getSymbolAtLocation(node);
  };

  return {
    ...checker,
    getSymbolAtLocation(node) {
      const before = symbols.get(node);
      if (before !== undefined || symbols.has(node)) return before;
      const found = find(node);
      symbols.set(node, found);
      return found;
    },
    getTypeAtLocation(node) {
      const before = types.get(node);
      if (before !== undefined) return before;
      const found = checker.getTypeAtLocation(node);
      types.set(node, found);
      return found;
    },
  };
}

/** The member access that a name is asked about. */
function accessOf(node: ts.Node): ts.PropertyAccessExpression | undefined {
  if (ts.isPropertyAccessExpression(node)) return node;
  const { parent } = node;
  return parent !== undefined && ts.isPropertyAccessExpression(parent) && parent.name === node ? parent : undefined;
}

/** `this.name`, where the class itself declares the member: nothing is to be inferred. */
function ownMember(access: ts.PropertyAccessExpression, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (!ts.isIdentifier(access.name)) return undefined;
  for (let at: ts.Node = access; at.parent !== undefined; at = at.parent) {
    if (ts.isFunctionDeclaration(at) || ts.isFunctionExpression(at) || ts.isObjectLiteralExpression(at.parent))
      return undefined;
    if (!ts.isClassLike(at.parent)) continue;
    if (!ts.isClassElement(at) || at.parent.name === undefined) return undefined;
    if ((ts.getCombinedModifierFlags(at) & ts.ModifierFlags.Static) !== 0) return undefined;
    if (ts.isClassStaticBlockDeclaration(at)) return undefined;
    return checker.getSymbolAtLocation(at.parent.name)?.members?.get(ts.escapeLeadingUnderscores(access.name.text));
  }
  return undefined;
}

/** Names of all that a file declares and that a member access can reach: members, and what it exports or may export. */
function memberNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isNamed(node) && node.name !== undefined) {
      const { name } = node;
      if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)) names.add(name.text);
      else if (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression))
        names.add(name.expression.text);
    }
    // `export const { first } = …`; the other patterns are of functions.
    if (ts.isBindingElement(node) && ts.isIdentifier(node.name) && isExportedPattern(node)) names.add(node.name.text);
    if (ts.isExportAssignment(node)) names.add("default");
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function isExportedPattern(node: ts.BindingElement): boolean {
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;
}

function isNamed(node: ts.Node): node is ts.NamedDeclaration & { readonly name?: ts.DeclarationName } {
  return (
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isGetAccessorDeclaration(node) ||
    ts.isSetAccessorDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isEnumMember(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isExportSpecifier(node) ||
    ts.isNamespaceExport(node)
  );
}

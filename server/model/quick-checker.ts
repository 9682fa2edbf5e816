// The compiler's checker, asked once for each place, and not at all about names that can mean nothing here: its answers are most of an analysis's time.

import { ts } from "ts-morph";
import type { Catalog } from "./catalog-lookup";
import { type DeclaredNames, declaredNames } from "./declared-names";
import { isDeclared, quietCode } from "./quiet-code";
import { isUserCode } from "./resolve";

/** What a checker is made quick with; kept as long as the files are. */
export type MemberNames = WeakMap<ts.SourceFile, DeclaredNames>;

/**
 * The same answers, but for two: a member that no file of the user's declares, and that no library of the catalog has,
 * has no symbol; and in code that has nothing to do with waiting (`quietCode`) nothing is inferred. What such a member
 * belongs to would have to be inferred, often from a long chain of calls.
 */
export function quickChecker(program: ts.Program, catalog: Catalog, known: MemberNames): ts.TypeChecker {
  const checker = program.getTypeChecker();
  const symbols = new Map<ts.Node, ts.Symbol | undefined>();
  const types = new Map<ts.Node, ts.Type>();
  const declared = new Set<string>();
  const waitingMembers = new Set<string>();
  const waitingGlobals = new Set<string>();
  for (const source of program.getSourceFiles()) {
    if (!isUserCode(source)) continue;
    let names = known.get(source);
    if (names === undefined) {
      names = declaredNames(source);
      known.set(source, names);
    }
    for (const name of names.members) declared.add(name);
    for (const name of names.waitingMembers) waitingMembers.add(name);
    if (names.isScript) for (const [name, waits] of names.own) if (waits) waitingGlobals.add(name);
  }
  const module = (specifier: ts.Expression): ts.SourceFile | undefined => {
    const found = checker.getSymbolAtLocation(specifier)?.valueDeclaration;
    return found !== undefined && ts.isSourceFile(found) && isUserCode(found) ? found : undefined;
  };
  const names = (source: ts.SourceFile): DeclaredNames | undefined => known.get(source);
  const isQuiet = quietCode({ names, module, waitingMembers, waitingGlobals, catalog });

  const symbolAt = (node: ts.Node): ts.Symbol | undefined => {
    const before = symbols.get(node);
    if (before !== undefined || symbols.has(node)) return before;
    const found = find(node);
    symbols.set(node, found);
    return found;
  };
  /** `space.name`, where `space` is a whole module of the user's: what that exports. */
  const exportedMember = ({ expression, name }: ts.PropertyAccessExpression): ts.Symbol | undefined => {
    const symbol = ts.isIdentifier(expression) ? symbolAt(expression) : undefined;
    if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Alias) === 0) return undefined;
    const space = checker.getAliasedSymbol(symbol);
    const file = (space.flags & ts.SymbolFlags.ValueModule) === 0 ? undefined : space.valueDeclaration;
    if (file === undefined || !ts.isSourceFile(file) || !isUserCode(file)) return undefined;
    return checker.tryGetMemberInModuleExports(name.text, space);
  };

  const find = (node: ts.Node): ts.Symbol | undefined => {
    const access = accessOf(node);
    if (access === undefined) return checker.getSymbolAtLocation(node);
    const name = access.name.text;
    if (!declared.has(name) && !catalog.isName(name)) return undefined;
    const own =
      access.expression.kind === ts.SyntaxKind.ThisKeyword ? ownMember(access, checker) : exportedMember(access);
    if (own !== undefined) return own;
    return isQuiet(node) && !isDeclared(access.expression, checker) ? undefined : checker.getSymbolAtLocation(node);
  };

  return {
    ...checker,
    getSymbolAtLocation: symbolAt,
    getTypeAtLocation(node) {
      const before = types.get(node);
      if (before !== undefined) return before;
      const inferred = ts.isExpression(node) && !isDeclared(node, checker) && isQuiet(node);
      const found = inferred ? checker.getUndefinedType() : checker.getTypeAtLocation(node);
      types.set(node, found);
      return found;
    },
    getReturnTypeOfSignature(signature) {
      const declaration = signature.declaration;
      const inferred = declaration !== undefined && declaration.type === undefined && isQuiet(declaration);
      return inferred ? checker.getUndefinedType() : checker.getReturnTypeOfSignature(signature);
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

// What a class declares about itself: the interfaces it implements, and the fields that its constructor fills from parameters.

import { ts } from "ts-morph";
import type { ClassId, FunctionFacts, FunctionId, Stmt } from "./facts";
import type { FunctionScope, Lowering } from "./lower";
import { lowerExpression } from "./lower-expression";
import { classId, isFunctionNode, nodeRange } from "./names";
import { isUserCode, type Resolver } from "./resolve";
import { isMemberName } from "./shared-syntax";
import { search } from "./syntax";

/** Interfaces of the user's code that the class names, and all that those extend. */
export function interfacesOf(node: ts.ClassLikeDeclaration, resolver: Resolver): ClassId[] {
  const found = new Set<ClassId>();
  const visit = (clauses: readonly ts.HeritageClause[] | undefined): void => {
    for (const clause of clauses ?? []) {
      for (const type of clause.types) {
        for (const declaration of resolver.symbol(type.expression)?.declarations ?? []) {
          if (!ts.isInterfaceDeclaration(declaration) || !isUserCode(declaration)) continue;
          const id = classId(declaration);
          if (found.has(id)) continue;
          found.add(id);
          visit(declaration.heritageClauses);
        }
      }
    }
  };
  visit(node.heritageClauses);
  return [...found];
}

/** `constructor(private readonly store: Store)`, and `this.store = store` in the constructor's body. */
export function givenFields(node: ts.ClassLikeDeclaration): (readonly [string, number, boolean])[] {
  const built = node.members.find(ts.isConstructorDeclaration);
  if (built === undefined) return [];
  const positions = new Map<string, number>();
  const found: (readonly [string, number, boolean])[] = [];
  const body = built.body;
  /** Its name stands in the body as often as the field is filled there. */
  const only = (name: string, times: number): boolean => body === undefined || mentionsOf(body, name) === times;
  for (const [index, parameter] of built.parameters.entries()) {
    if (!ts.isIdentifier(parameter.name)) continue;
    positions.set(parameter.name.text, index);
    if (ts.isParameterPropertyDeclaration(parameter, built))
      found.push([parameter.name.text, index, only(parameter.name.text, 0)]);
  }
  for (const statement of built.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, right, operatorToken } = statement.expression;
    const position = ts.isIdentifier(right) ? positions.get(right.text) : undefined;
    if (
      ts.isIdentifier(right) &&
      position !== undefined &&
      operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(left) &&
      left.expression.kind === ts.SyntaxKind.ThisKeyword
    )
      found.push([left.name.text, position, only(right.text, 1)]);
  }
  return found;
}

function mentionsOf(root: ts.Node, name: string): number {
  let times = 0;
  search(root, (node) => {
    if (ts.isIdentifier(node) && node.text === name && !isMemberName(node)) times++;
  });
  return times;
}

interface Beginning {
  readonly body: readonly Stmt[];
  readonly mentions: readonly FunctionId[];
}

/** Fields that begin as an object of the user's that is given a callback: `keeper = new Keeper(async (token) => …)`. */
export function initialStatements(node: ts.ClassLikeDeclaration, low: Lowering): Beginning | undefined {
  const mentions = new Set<FunctionId>();
  const body = node.members.flatMap((member): Stmt[] => {
    if (!ts.isPropertyDeclaration(member) || member.initializer === undefined) return [];
    const { initializer, name } = member;
    const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
    if (isStatic || ts.isComputedPropertyName(name) || !ts.isNewExpression(initializer)) return [];
    if (initializer.arguments?.some(isFunctionNode) !== true) return [];
    const scope: FunctionScope = {
      node: undefined,
      outer: undefined,
      captures: new Set(),
      writes: new Set(),
      mentions,
      repairs: [],
      concurrent: false,
    };
    const value = lowerExpression(initializer, scope, low);
    const field = name.text;
    const to = { l: "field" as const, of: { k: "this" as const }, name: field, slot: `${classId(node)}.${field}` };
    return [{ s: "expr", e: { k: "assign", to, value }, at: low.range(member) }];
  });
  return body.length === 0 ? undefined : { body, mentions: [...mentions] };
}

/** What `new` does where the class declares no constructor of its own. */
export function implicitConstructor(
  node: ts.ClassLikeDeclaration,
  { body, mentions }: Beginning,
  source: ts.SourceFile,
): FunctionFacts {
  const at = nodeRange(node.name ?? node, source);
  return {
    id: `${classId(node)}.constructor`,
    file: source.fileName,
    name: `${node.name?.text ?? "class"}.constructor`,
    kind: "constructor",
    at,
    whole: at,
    params: [],
    paramNames: [],
    repairs: [],
    async: false,
    promise: false,
    arrow: false,
    exported: false,
    cls: classId(node),
    captures: [],
    writes: [],
    mentions,
    body,
  };
}

// A source file to facts. The only reader of syntax trees besides `resolve` and `shapes`; what comes out is plain JSON.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { BUILT_IN, type Catalog } from "./catalog-lookup";
import type { ClassFacts, ClassId, Expr, FileFacts, FunctionFacts, FunctionId, Target, VarId } from "./facts";
import { isGenerated } from "./generated";
import { localLocks } from "./local-locks";
import { lowerExpression, lowerTarget } from "./lower-expression";
import { lowerStatements, promiseIn } from "./lower-statement";
import {
  classId,
  type FunctionNode,
  functionAround,
  functionId,
  isFunctionNode,
  namingHolder,
  nodeRange,
  personName,
  rangeOf,
} from "./names";
import { isImmediate } from "./pending";
import type { Repair } from "./repair";
import { functionOfSymbol, isUserCode, Resolver } from "./resolve";
import { givenFields, implicitConstructor, initialStatements, interfacesOf } from "./lower-class";
import { abandonedWork } from "./abandoned";
import { importsEffect, isEnsured, returnsEffect } from "./effect-syntax";
import { floatingWork } from "./floating-work";
import { bypasses } from "./bypasses";
import { openChains } from "./chains";
import { missedDones } from "./done-callbacks";
import { evictions } from "./evictions";
import { miscountsOf } from "./miscounts";
import { sharedFacts } from "./shared";
import { recognisePrimitives } from "./shapes";
import { suppressionsOf } from "./suppressions";
import { declaresWaits, waitFactsOf } from "./wait-facts";

/** What lowering one function gathers on the way. */
export interface FunctionScope {
  readonly node: FunctionNode | undefined;
  readonly outer: FunctionScope | undefined;
  readonly captures: Set<VarId>;
  readonly writes: Set<VarId>;
  readonly mentions: Set<FunctionId>;
  readonly repairs: Repair[];
  /** A lock, or what else the catalog knows, is made or used in it. */
  concurrent: boolean;
}

/** What lowering one file gathers on the way. */
export interface Lowering {
  readonly source: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  readonly resolver: Resolver;
  readonly reassigned: Set<string>;
  concurrent: boolean;
  /** It uses the package `effect`. */
  readonly effect: boolean;
  expression(node: ts.Expression, scope: FunctionScope): Expr;
  range(node: ts.Node): Range;
  lowerFunction(node: FunctionNode): void;
  lowerClass(node: ts.ClassLikeDeclaration): void;
}

export function lowerFile(
  source: ts.SourceFile,
  checker: ts.TypeChecker,
  hash: string,
  catalog: Catalog = BUILT_IN,
): FileFacts {
  const functions: FunctionFacts[] = [];
  const classes: ClassFacts[] = [];
  const scopes = new Map<FunctionNode, FunctionScope>();
  const reassigned = new Set<string>();
  const top: FunctionScope = {
    node: undefined,
    outer: undefined,
    captures: new Set(),
    writes: new Set(),
    mentions: new Set(),
    repairs: [],
    concurrent: false,
  };
  const exportedNames = new Set(
    (checker.getSymbolAtLocation(source) === undefined
      ? []
      : checker.getExportsOfModule(symbolOf(source, checker))
    ).map((symbol) => declarationOf(symbol, checker)),
  );

  const scopeOf = (node: FunctionNode): FunctionScope => {
    const known = scopes.get(node);
    if (known !== undefined) return known;
    const around = functionAround(node);
    const scope: FunctionScope = {
      node,
      outer: around === undefined ? top : scopeOf(around),
      captures: new Set(),
      writes: new Set(),
      mentions: new Set(),
      repairs: [],
      concurrent: false,
    };
    scopes.set(node, scope);
    return scope;
  };

  const low: Lowering = {
    source,
    checker,
    resolver: new Resolver(checker, catalog),
    reassigned,
    concurrent: false,
    effect: importsEffect(source),
    expression: (node, scope) => lowerExpression(node, scope, low),
    range: (node) => nodeRange(node, source),
    lowerFunction(node) {
      if (scopes.has(node) || node.body === undefined) return;
      const scope = scopeOf(node);
      const params: Target[] = node.parameters.map((parameter) => lowerTarget(parameter.name, scope, low));
      const defaults = node.parameters.flatMap((parameter) =>
        parameter.initializer ? [lowerExpression(parameter.initializer, scope, low)] : [],
      );
      const body = ts.isBlock(node.body)
        ? lowerStatements(node.body.statements, scope, low)
        : [
            {
              s: "return" as const,
              e: lowerExpression(node.body, scope, low),
              at: low.range(node.body),
              ...promiseIn(node.body, low),
            },
          ];
      const lazy = low.effect && returnsEffect(node, low.resolver);
      const holder = node.parent;
      const cls = ts.isClassLike(holder)
        ? classId(holder)
        : ts.isPropertyDeclaration(holder) && ts.isClassLike(holder.parent)
          ? classId(holder.parent)
          : undefined;
      functions.push({
        id: functionId(node),
        file: source.fileName,
        name: personName(node),
        kind: kindOf(node),
        at: nameRange(node, source),
        whole: low.range(node),
        params,
        paramNames: node.parameters.map((parameter) => (ts.isIdentifier(parameter.name) ? parameter.name.text : "…")),
        repairs: scope.repairs,
        async: (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async) !== 0,
        promise: lazy || low.resolver.returnsPromise(node),
        ...(lazy ? { lazy } : {}),
        ...(lazy && isEnsured(node, low.resolver) ? { ensured: true } : {}),
        ...(isImmediate(node, checker) ? { immediate: true } : {}),
        ...(isAsyncGenerator(node) ? { generator: true } : {}),
        arrow: ts.isArrowFunction(node),
        exported: isExported(node, exportedNames),
        ...(cls ? { cls } : {}),
        captures: [...scope.captures],
        writes: [...scope.writes],
        mentions: [...scope.mentions],
        body: [...defaults.map((e) => ({ s: "expr" as const, e, at: nodeRange(node, source) })), ...body],
        ...(scope.concurrent ? { concurrent: true } : {}),
      });
    },
    lowerClass(node) {
      const fields: (readonly [string, Expr])[] = [];
      const scope = scopeAround(node);
      for (const member of node.members) {
        if (isFunctionNode(member)) {
          low.lowerFunction(member);
          if (ts.isConstructorDeclaration(member)) collectAssigned(member, fields, low);
        } else if (
          ts.isPropertyDeclaration(member) &&
          member.initializer !== undefined &&
          ts.isIdentifier(member.name)
        ) {
          if (isFunctionNode(member.initializer)) low.lowerFunction(member.initializer);
          else fields.push([member.name.text, lowerExpression(member.initializer, scope, low)]);
        } else if (
          ts.isPropertyDeclaration(member) &&
          member.initializer !== undefined &&
          ts.isPrivateIdentifier(member.name)
        ) {
          fields.push([member.name.text, lowerExpression(member.initializer, scope, low)]);
        }
      }
      const begins = initialStatements(node, low);
      const maker = functions.findIndex(({ id }) => id === `${classId(node)}.constructor`);
      const given = functions[maker];
      if (begins !== undefined && given !== undefined)
        functions[maker] = {
          ...given,
          mentions: [...new Set([...begins.mentions, ...given.mentions])],
          body: [...begins.body, ...given.body],
        };
      else if (begins !== undefined) functions.push(implicitConstructor(node, begins, source));
      const bases = (node.heritageClauses ?? [])
        .flatMap((clause) => clause.types)
        .flatMap((type) => {
          const declaration = low.resolver.symbol(type.expression)?.valueDeclaration;
          return declaration !== undefined && ts.isClassLike(declaration) && isUserCode(declaration)
            ? [classId(declaration)]
            : [];
        });
      classes.push({
        id: classId(node),
        name: node.name?.text ?? "class",
        at: nodeRange(node.name ?? node, source),
        bases,
        interfaces: interfacesOf(node, low.resolver),
        given: givenFields(node),
        fields,
      });
    },
  };

  const scopeAround = (node: ts.Node): FunctionScope => {
    const around = functionAround(node);
    return around === undefined ? top : scopeOf(around);
  };

  const body = lowerStatements(source.statements, top, low);
  // Not `getLineEndOfPosition`: in a file that ends where its first token would begin, it answers with a place before the file.
  const firstLine = /^.*/.exec(source.text)?.[0].length ?? 0;
  const begins = source.getStart(source, false) <= firstLine;
  functions.push({
    id: functionId(source),
    file: source.fileName,
    name: personName(source),
    kind: "module",
    at: { start: { line: 0, character: 0 }, end: { line: 0, character: begins ? firstLine : 0 } },
    whole: rangeOf(source, 0, source.end),
    params: [],
    paramNames: [],
    repairs: top.repairs,
    async: true,
    promise: false,
    arrow: false,
    exported: false,
    captures: [],
    writes: [],
    mentions: [...top.mentions],
    body,
    ...(top.concurrent ? { concurrent: true } : {}),
  });

  const primitives = recognisePrimitives(source);
  // Which of its functions are part of one cannot be told apart here.
  const everywhere = primitives.length > 0 || declaresWaits(source, low.resolver);
  const waits = waitFactsOf(source, low.resolver);
  return {
    file: source.fileName,
    hash,
    reads: [...low.resolver.reads],
    functions: everywhere ? functions.map((fn) => ({ ...fn, concurrent: true })) : functions,
    classes,
    primitives,
    variables: moduleVariables(source, top, low),
    reassigned: [...reassigned],
    localLocks: localLocks(source, low),
    shared: sharedFacts(source, low),
    chains: openChains(source, low),
    missedDones: missedDones(source, low),
    evictions: evictions(source, low),
    miscounts: miscountsOf(source, low),
    bypasses: bypasses(source, low),
    abandoned: abandonedWork(source, low),
    floatingWork: floatingWork(source, low),
    concurrent: low.concurrent || everywhere,
    ...(exportsOtherNames(source) ? { renames: true } : {}),
    startsThreads: /\bnew\s+Worker\s*\(|\bfork\s*\(/.test(source.text),
    suppressions: source.text.includes("interleave-disable") ? suppressionsOf(source) : [],
    generated: isGenerated(source.text),
    waits,
  };
}

/** Others can use something of it under a name that it does not have here. */
function exportsOtherNames(source: ts.SourceFile): boolean {
  return source.statements.some((statement) => {
    if (ts.isExportAssignment(statement)) return true;
    if (ts.isExportDeclaration(statement)) {
      const named = statement.exportClause;
      return named !== undefined && ts.isNamedExports(named) && named.elements.some((one) => one.propertyName);
    }
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.some(({ name }) => !ts.isIdentifier(name));
    return ts.canHaveModifiers(statement) && has(statement, ts.SyntaxKind.DefaultKeyword);
  });
}

function has(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) === true;
}

function moduleVariables(source: ts.SourceFile, scope: FunctionScope, low: Lowering): FileFacts["variables"] {
  return source.statements.flatMap((statement) => {
    if (ts.isExportAssignment(statement))
      return [{ name: "default", constant: true, init: lowerExpression(statement.expression, scope, low) }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      const constant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
      const init = initializer === undefined ? undefined : lowerExpression(initializer, scope, low);
      if (ts.isIdentifier(name)) return [{ name: name.text, constant, ...(init ? { init } : {}) }];
      return partsOf(name, init).map(([part, of]) => ({ name: part, constant, ...(of ? { init: of } : {}) }));
    });
  });
}

/** `const { first, second: other } = …`: the variables, and what each is made of. */
function partsOf(pattern: ts.BindingPattern, init: Expr | undefined): (readonly [string, Expr | undefined])[] {
  return pattern.elements.flatMap((element, index): (readonly [string, Expr | undefined])[] => {
    if (!ts.isBindingElement(element) || !ts.isIdentifier(element.name) || element.initializer !== undefined) return [];
    const key = element.propertyName ?? element.name;
    if (ts.isArrayBindingPattern(pattern)) {
      const item = init?.k === "array" ? init.items[index] : undefined;
      return [[element.name.text, element.dotDotDotToken === undefined ? item : undefined]];
    }
    if (!ts.isIdentifier(key) || element.dotDotDotToken !== undefined) return [[element.name.text, undefined]];
    if (init?.k === "object") return [[element.name.text, init.props.find(([name]) => name === key.text)?.[1]]];
    return [[element.name.text, init?.k === "module" ? { k: "field", of: init, name: key.text } : undefined]];
  });
}

function collectAssigned(node: ts.ConstructorDeclaration, fields: (readonly [string, Expr])[], low: Lowering): void {
  for (const statement of node.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, right, operatorToken } = statement.expression;
    if (
      operatorToken.kind !== ts.SyntaxKind.EqualsToken ||
      !ts.isPropertyAccessExpression(left) ||
      left.expression.kind !== ts.SyntaxKind.ThisKeyword
    )
      continue;
    if (!ts.isNewExpression(right) && !ts.isCallExpression(right)) continue;
    const scope: FunctionScope = {
      node,
      outer: undefined,
      captures: new Set(),
      writes: new Set(),
      mentions: new Set(),
      repairs: [],
      concurrent: false,
    };
    fields.push([left.name.text, lowerExpression(right, scope, low)]);
  }
}

function isAsyncGenerator(node: FunctionNode): boolean {
  const starred = "asteriskToken" in node && node.asteriskToken !== undefined;
  return starred && (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async) !== 0;
}

function kindOf(node: FunctionNode): FunctionFacts["kind"] {
  if (ts.isConstructorDeclaration(node)) return "constructor";
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) return "method";
  const holder = namingHolder(node);
  if (ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(holder) || ts.isExportAssignment(holder))
    return "function";
  return ts.isPropertyDeclaration(node.parent) ? "method" : "closure";
}

function nameRange(node: FunctionNode, source: ts.SourceFile): Range {
  if (node.name !== undefined) return nodeRange(node.name, source);
  const holder = node.parent;
  if (
    (ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder) || ts.isPropertyAssignment(holder)) &&
    holder.initializer === node
  ) {
    return nodeRange(holder.name, source);
  }
  const start = node.getStart(source);
  return rangeOf(
    source,
    start,
    Math.min(node.end, start + (ts.isConstructorDeclaration(node) ? "constructor".length : 1)),
  );
}

function isExported(node: FunctionNode, exported: ReadonlySet<ts.Declaration | undefined>): boolean {
  const holder = namingHolder(node);
  if (ts.isClassLike(holder)) {
    const hidden = (ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
    // An instance may get anywhere, whether the name of its class is exported or not.
    return !hidden && !(node.name !== undefined && ts.isPrivateIdentifier(node.name));
  }
  if (ts.isPropertyDeclaration(holder) && ts.isClassLike(holder.parent)) {
    return (ts.getCombinedModifierFlags(holder) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) === 0;
  }
  if (ts.isVariableDeclaration(holder) || ts.isExportAssignment(holder)) return exported.has(holder);
  return ts.isFunctionDeclaration(node) && exported.has(node);
}

function symbolOf(source: ts.SourceFile, checker: ts.TypeChecker): ts.Symbol {
  const symbol = checker.getSymbolAtLocation(source);
  if (symbol === undefined) throw new Error("[interleave bug] a module without a symbol");
  return symbol;
}

function declarationOf(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Declaration | undefined {
  const target = (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  const declared = functionOfSymbol(target);
  if (declared !== undefined && ts.isVariableDeclaration(declared.parent)) return declared.parent;
  return target.valueDeclaration;
}

export type { ClassId };

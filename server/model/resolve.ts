// What a name, a receiver or a callee means, by the checker's types; by import names where a package is not installed.

import { ts } from "ts-morph";
import type { FunctionPosition } from "#engine/catalog/schema";
import type { Catalog, FoundType } from "./catalog-lookup";
import { builtinOf } from "./builtin-calls";
import { effectName, isMaker } from "./effect-names";
import type { Callee, ClassId, FunctionId } from "./facts";
import { classId, functionId, type FunctionNode, isFunctionNode } from "./names";
import { exportOf, importedName } from "./import-names";
import { givenBack, mayBeAwaited, promiseByNode } from "./promise-syntax";
import { isWellKnown, wellKnownMember } from "./well-known";

export interface ResourceRef {
  readonly module: string;
  readonly type: string;
}

export class Resolver {
  /** Files into whose functions was looked on behalf of another file. */
  readonly reads = new Set<string>();

  constructor(
    readonly checker: ts.TypeChecker,
    readonly catalog: Catalog,
  ) {}

  /** What is declared there is looked into for the sake of `source`, whose facts then depend on more of it than its types. */
  looksInto(declaration: ts.Node, source: ts.SourceFile): void {
    if (declaration.getSourceFile() !== source) this.reads.add(declaration.getSourceFile().fileName);
  }

  /** The symbol behind imports and re-exports. */
  symbol(node: ts.Node): ts.Symbol | undefined {
    const symbol =
      ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent)
        ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
        : this.checker.getSymbolAtLocation(node);
    return symbol === undefined ? undefined : this.unalias(symbol);
  }

  unalias(symbol: ts.Symbol): ts.Symbol {
    return (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The catalog type of an expression's value. */
  resource(expression: ts.Expression): ResourceRef | undefined {
    if (
      ts.isPropertyAccessExpression(expression) &&
      expression.name.text === "locks" &&
      /(^|\.)navigator$/.test(expression.expression.getText())
    ) {
      return { module: "global:navigator.locks", type: "default" };
    }
    const named = exportOf(expression, this.checker);
    const single = named === undefined ? undefined : this.catalog.exportedSingleton(named.module, named.name);
    if (single !== undefined) return refOf(single);
    const type = this.checker.getNonNullableType(this.checker.getTypeAtLocation(expression));
    return this.resourceByImport(expression) ?? this.resourceOfType(type, 0);
  }

  private resourceOfType(type: ts.Type, depth: number): ResourceRef | undefined {
    if (type.isUnion()) {
      const found = type.types.map((member) => this.resourceOfType(member, depth + 1));
      const [first] = found;
      return first !== undefined && found.every((other) => other?.type === first.type && other.module === first.module)
        ? first
        : undefined;
    }
    for (const symbol of [type.aliasSymbol, type.getSymbol()]) {
      if (symbol === undefined) continue;
      for (const module of modulesOf(symbol)) {
        const found = this.catalog.resourceType(module, symbol.name);
        if (found !== undefined) return refOf(found);
      }
    }
    if (depth < 4 && type.isClassOrInterface()) {
      for (const base of this.checker.getBaseTypes(type)) {
        const found = this.resourceOfType(base, depth + 1);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** A package that is not installed has no types: go by `new Mutex()` or `: Mutex` with `Mutex` imported from it. */
  private resourceByImport(expression: ts.Expression): ResourceRef | undefined {
    const declaration = this.checker.getSymbolAtLocation(expression)?.valueDeclaration;
    if (declaration === undefined) return undefined;
    if (
      !ts.isVariableDeclaration(declaration) &&
      !ts.isPropertyDeclaration(declaration) &&
      !ts.isParameter(declaration) &&
      !ts.isPropertySignature(declaration)
    )
      return undefined;
    if (declaration.type !== undefined && ts.isTypeReferenceNode(declaration.type)) {
      const imported = importedName(this.checker.getSymbolAtLocation(declaration.type.typeName));
      const found =
        imported === undefined
          ? undefined
          : (this.catalog.resourceType(imported.module, imported.name) ??
            this.catalog.exportedType(imported.module, imported.name, "new"));
      if (found !== undefined) return refOf(found);
    }
    const initializer = this.initializerOf(declaration);
    return initializer === undefined ? undefined : this.constructed(initializer);
  }

  /** The `new` or call that makes the value of a variable or field, where there is only one. */
  private initializerOf(declaration: ts.Declaration): ts.NewExpression | ts.CallExpression | undefined {
    const initializer = "initializer" in declaration ? declaration.initializer : undefined;
    if (typeof initializer !== "object" || initializer === null || !isNode(initializer)) return undefined;
    // `const semaphore = yield* Semaphore.make(1)`
    if (ts.isYieldExpression(initializer) && initializer.expression !== undefined)
      return ts.isCallExpression(initializer.expression) ? initializer.expression : undefined;
    return ts.isNewExpression(initializer) || ts.isCallExpression(initializer) ? initializer : undefined;
  }

  /** The function that does the jobs of a queue, given where the queue was made. */
  worker(receiver: ts.Expression, position: FunctionPosition): FunctionNode | undefined {
    const declaration = this.symbol(
      ts.isPropertyAccessExpression(receiver) ? receiver.name : receiver,
    )?.valueDeclaration;
    const made = declaration === undefined ? undefined : this.initializerOf(declaration);
    const args = made?.arguments ?? [];
    const functionOf = (argument: ts.Expression): FunctionNode | undefined => {
      if (isFunctionNode(argument)) return argument;
      const symbol = ts.isIdentifier(argument) ? this.symbol(argument) : undefined;
      return symbol === undefined ? undefined : functionOfSymbol(symbol);
    };
    if (position === "first-function") {
      for (const argument of args) {
        const found = functionOf(argument);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    const argument = args.at(position);
    return argument === undefined ? undefined : functionOf(argument);
  }

  /** The catalog type that `new X()` or `x()` makes. */
  constructed(node: ts.NewExpression | ts.CallExpression): ResourceRef | undefined {
    const how = ts.isNewExpression(node) ? "new" : "call";
    if (!this.catalog.isMadeBy(how)) return undefined;
    if (how === "call" && this.makesSemaphore(node.expression)) return { module: "effect", type: "Semaphore" };
    const named = exportOf(node.expression, this.checker);
    const byImport = named === undefined ? undefined : this.catalog.exportedType(named.module, named.name, how);
    if (byImport !== undefined) return refOf(byImport);
    const local = this.checker.getSymbolAtLocation(
      ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression,
    );
    if (local === undefined) return undefined;
    // Through the re-exports of the user's own modules.
    const symbol = this.unalias(local);
    for (const module of modulesOf(symbol)) {
      if (!this.catalog.isCatalogued(module)) continue;
      for (const name of this.exportNames(symbol)) {
        const found = this.catalog.exportedType(module, name, how);
        if (found !== undefined) return refOf(found);
      }
    }
    return undefined;
  }

  /** `Semaphore.makeUnsafe(1)`, and what it was called before. */
  private makesSemaphore(expression: ts.Expression): boolean {
    if (!ts.isPropertyAccessExpression(expression) || !/^(?:m|unsafeM)ake/.test(expression.name.text)) return false;
    const name = effectName(expression, this);
    return name !== undefined && isMaker(name);
  }

  /** Names under which the module that declares a symbol exports it. */
  private exportNames(symbol: ts.Symbol): string[] {
    const source = symbol.declarations?.[0]?.getSourceFile();
    const module = source === undefined ? undefined : this.checker.getSymbolAtLocation(source);
    const exported = module === undefined ? [] : this.checker.getExportsOfModule(module);
    const names = exported.filter((one) => this.unalias(one) === symbol).map((one) => one.name);
    const whole = module?.exports?.get(ts.InternalSymbolName.ExportEquals);
    if (whole !== undefined && this.unalias(whole) === symbol) names.push("default");
    return [...names, symbol.name];
  }

  /** The user's class that `new X()` makes, if its declaration can be analysed. */
  constructedClass(node: ts.NewExpression): ClassId | undefined {
    const declaration = this.symbol(node.expression)?.valueDeclaration;
    return declaration !== undefined && ts.isClassLike(declaration) && isUserCode(declaration)
      ? classId(declaration)
      : undefined;
  }

  callee(node: ts.CallExpression): Callee | "value" {
    const { expression } = node;
    const operation = this.operation(expression);
    if (operation !== undefined) return operation;
    const named = exportOf(expression, this.checker);
    if (named !== undefined && this.catalog.functionOperation(named.module, named.name) !== undefined)
      return { t: "operation", module: named.module, export: named.name };
    const symbol = ts.isPropertyAccessExpression(expression)
      ? this.symbol(expression.name)
      : ts.isIdentifier(expression)
        ? this.symbol(expression)
        : isWellKnown(expression)
          ? wellKnownMember(expression.expression, expression.argumentExpression.name.text, this.checker)
          : undefined;
    const imported = ts.isIdentifier(expression)
      ? importedName(this.checker.getSymbolAtLocation(expression))
      : undefined;
    const alias = imported === undefined ? undefined : this.catalog.aliasOf(imported.module, imported.name);
    if (alias !== undefined) return { t: "alias", argument: alias.argument, bounded: alias.bounded };
    const shorthand = symbol?.valueDeclaration;
    const meant =
      shorthand !== undefined && ts.isShorthandPropertyAssignment(shorthand)
        ? this.checker.getShorthandAssignmentValueSymbol(shorthand)
        : symbol;
    const declared = meant === undefined ? undefined : functionOfSymbol(meant);
    if (declared !== undefined) return { t: "function", id: functionId(declared) };
    const slot = symbol === undefined ? undefined : bodilessMethod(symbol);
    if (slot !== undefined) return { t: "method", slot };
    if (symbol !== undefined && isUserValue(symbol)) return "value";
    if (symbol === undefined && !ts.isPropertyAccessExpression(expression) && !ts.isIdentifier(expression))
      return "value";
    return outside(node, symbol, () => mayBeAwaited(node) && this.givesPromise(node));
  }

  /** The call may give a promise, by what its callee declares; arguments are inferred only where the type depends on them. */
  givesPromise(node: ts.CallExpression): boolean {
    if ((this.checker.getTypeAtLocation(node.expression).flags & ts.TypeFlags.Any) !== 0) return true;
    const answers = new Set(this.signatures(node).map((signature) => this.returns(signature)));
    const [answer] = answers;
    return answers.size === 1 && answer !== undefined ? answer : this.isPromise(this.checker.getTypeAtLocation(node));
  }

  private signatures(node: ts.CallExpression): readonly ts.Signature[] {
    return this.checker.getNonNullableType(this.checker.getTypeAtLocation(node.expression)).getCallSignatures();
  }

  /** `undefined`: it depends on the call. */
  private returns(signature: ts.Signature): boolean | undefined {
    const type = this.checker.getReturnTypeOfSignature(signature);
    const parts = type.isUnion() ? type.types : [type];
    return parts.some((part) => (part.flags & ts.TypeFlags.Instantiable) !== 0) ? undefined : this.isPromise(type);
  }

  /** What is called, where it is an operation on a resource of the catalog. */
  private operation(expression: ts.Expression): Extract<Callee, { t: "op" }> | undefined {
    // The type of a receiver is dear; no other member can be an operation.
    if (ts.isPropertyAccessExpression(expression) && this.catalog.isOperationName(expression.name.text)) {
      const { name, expression: holder } = expression;
      const resource = this.resource(holder);
      if (resource !== undefined) return { t: "op", ...resource, member: name.text };
      // `lock.async.readLock(...)`
      if (ts.isPropertyAccessExpression(holder)) {
        const whole = this.resource(holder.expression);
        const member = `${holder.name.text}.${name.text}`;
        if (whole !== undefined && this.catalog.operationOf(whole.module, whole.type, member) !== undefined)
          return { t: "op", ...whole, member };
      }
    }
    // `limit(fn)`: only what a variable or a field holds can be called like that.
    if (!this.catalog.isOperationName("")) return undefined;
    const symbol = ts.isPropertyAccessExpression(expression)
      ? this.symbol(expression.name)
      : ts.isIdentifier(expression)
        ? this.symbol(expression)
        : undefined;
    const declaration = symbol?.valueDeclaration;
    if (declaration === undefined || !isHolder(declaration) || functionInitializer(declaration) !== undefined)
      return undefined;
    const itself = this.resource(expression);
    return itself !== undefined && this.catalog.operationOf(itself.module, itself.type, "") !== undefined
      ? { t: "op", ...itself, member: "" }
      : undefined;
  }

  /** The closure that a called value's type was declared by. */
  signatureOf(node: ts.CallExpression): FunctionId | undefined {
    // A closure has one signature; to choose among several would mean to infer the arguments.
    const [signature, ...others] = this.signatures(node);
    const declaration = others.length === 0 ? signature?.declaration : undefined;
    return declaration !== undefined && isFunctionNode(declaration) && isUserCode(declaration)
      ? functionId(declaration)
      : undefined;
  }

  /** The user's method that gives the iterator of what `for await` goes through. */
  asyncIteratorOf(node: ts.Expression): FunctionId | undefined {
    const type = this.checker.getNonNullableType(this.checker.getTypeAtLocation(node));
    if (!type.isClassOrInterface() && type.getSymbol() === undefined) return undefined;
    const symbol = type.getProperties().find(({ escapedName }) => `${escapedName}`.startsWith("__@asyncIterator"));
    const method = symbol === undefined ? undefined : functionOfSymbol(symbol);
    return method === undefined ? undefined : functionId(method);
  }

  /** The method of the user's that the end of a block calls on what `using` declares in it. */
  disposer(node: ts.Node): FunctionId | undefined {
    const symbol =
      wellKnownMember(node, "dispose", this.checker) ?? wellKnownMember(node, "asyncDispose", this.checker);
    const method = symbol === undefined ? undefined : functionOfSymbol(symbol);
    return method === undefined ? undefined : functionId(method);
  }

  isPromise(type: ts.Type): boolean {
    if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) !== 0) return true;
    if (type.isUnion()) return type.types.some((member) => this.isPromise(member));
    return type.getProperty("then") !== undefined;
  }

  /** By the type as written; a class or an interface is looked at, other names are not. */
  private promiseByName(node: ts.TypeNode): boolean | undefined {
    const said = promiseByNode(node);
    if (said !== undefined || !ts.isTypeReferenceNode(node)) return said;
    const symbol = this.symbol(node.typeName);
    if (symbol === undefined || (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) === 0)
      return undefined;
    return this.checker.getDeclaredTypeOfSymbol(symbol).getProperty("then") !== undefined;
  }

  /** What is called is declared once, here or in another module, with a type that is no promise. */
  private givesPlain(node: ts.CallExpression): boolean {
    const { expression } = node;
    const named = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
    // The symbol of a member is cheap only where it is one of a module.
    if (!ts.isIdentifier(named)) return false;
    if (named !== expression && ((this.symbol(named)?.flags ?? 0) & ts.SymbolFlags.ValueModule) === 0) return false;
    const symbol = this.symbol(ts.isPropertyAccessExpression(expression) ? expression.name : expression);
    if (symbol === undefined || symbol.declarations?.length !== 1) return false;
    const type = functionOfSymbol(symbol)?.type;
    return type !== undefined && this.promiseByName(type) === false;
  }

  returnsPromise(node: FunctionNode): boolean {
    if (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async) return true;
    if (ts.isConstructorDeclaration(node) || ts.isSetAccessorDeclaration(node)) return false;
    const said =
      node.type === undefined ? givenBack(node, (call) => this.givesPlain(call)) : this.promiseByName(node.type);
    if (said !== undefined) return said;
    const signature = this.checker.getSignatureFromDeclaration(node);
    if (signature === undefined) return false;
    const type = this.checker.getReturnTypeOfSignature(signature);
    return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) === 0 && this.isPromise(type);
  }
}

/** A function that a symbol stands for whatever happens: a declaration, a method, a `const` with a function as value. */
export function functionOfSymbol(symbol: ts.Symbol): FunctionNode | undefined {
  const bodies = (symbol.declarations ?? []).filter(
    (declaration) => !("body" in declaration) || declaration.body !== undefined,
  );
  for (const declaration of bodies) {
    if (!isUserCode(declaration)) continue;
    if (isFunctionNode(declaration)) return declaration;
    const initializer = functionInitializer(declaration);
    if (initializer !== undefined) return initializer;
  }
  return undefined;
}

export function isUserCode(node: ts.Node): boolean {
  const source = node.getSourceFile();
  return !source.isDeclarationFile && !source.fileName.includes("/node_modules/");
}

function functionInitializer(declaration: ts.Node): FunctionNode | undefined {
  if (ts.isExportAssignment(declaration))
    return isFunctionNode(declaration.expression) ? declaration.expression : undefined;
  const fixed =
    (ts.isVariableDeclaration(declaration) && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration);
  if (!fixed) return undefined;
  const { initializer } = declaration;
  if (initializer === undefined) return undefined;
  return isFunctionNode(initializer) ? initializer : generatorOfCall(initializer);
}

/** `Effect.fn("name")(function* () {})`: the function that is written there. */
function generatorOfCall(initializer: ts.Expression): FunctionNode | undefined {
  if (!ts.isCallExpression(initializer)) return undefined;
  const { expression } = initializer;
  const maker = ts.isCallExpression(expression) ? expression.expression : expression;
  if (!ts.isPropertyAccessExpression(maker) || !/^fn(?:Untraced)?$/.test(maker.name.text)) return undefined;
  return initializer.arguments.find(
    (argument): argument is ts.FunctionExpression =>
      ts.isFunctionExpression(argument) && argument.asteriskToken !== undefined,
  );
}

/** A method of an interface or an abstract class: who implements it is known only when all files are. */
function bodilessMethod(symbol: ts.Symbol): string | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !isUserCode(declaration)) return undefined;
  if (!ts.isMethodSignature(declaration) && !ts.isMethodDeclaration(declaration)) return undefined;
  const holder = declaration.parent;
  return ts.isInterfaceDeclaration(holder) || ts.isClassLike(holder) ? `${classId(holder)}.${symbol.name}` : undefined;
}

function isUserValue(symbol: ts.Symbol): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !isUserCode(declaration)) return false;
  if (ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration)) return false;
  return true;
}

/** The modules that a symbol may be of, by where it is declared, nearest first; `global` for the platform's own types. */
function modulesOf(symbol: ts.Symbol): string[] {
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined) return [];
  const { fileName } = declaration.getSourceFile();
  const at = fileName.lastIndexOf("/node_modules/");
  if (/\/lib\.[\w.]+\.d\.ts$/.test(fileName) || fileName.includes("/@types/node/")) return ["global"];
  if (at < 0) return [];
  const [scope = "", name = "", ...path] = fileName.slice(at + "/node_modules/".length).split("/");
  // `@types/async-lock` and `@types/scope__name` declare another package.
  const packageName =
    scope === "@types"
      ? name.includes("__")
        ? `@${name.replace("__", "/")}`
        : name
      : scope.startsWith("@")
        ? `${scope}/${name}`
        : scope;
  const inside = (scope.startsWith("@") ? path : [name, ...path]).join("/").replace(/\.d\.[cm]?ts$/, "");
  return inside === "" || inside === "index" ? [packageName] : [`${packageName}/${inside}`, packageName];
}

/** A place that holds a value. */
function isHolder(declaration: ts.Declaration): boolean {
  return (
    ts.isVariableDeclaration(declaration) ||
    ts.isParameter(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertySignature(declaration) ||
    ts.isBindingElement(declaration)
  );
}

function refOf(found: FoundType): ResourceRef {
  return { module: found.library.module, type: found.type.export };
}

function isNode(value: object): value is ts.Node {
  return "kind" in value && "pos" in value;
}

const SLEEPS =
  /^(sleep|delay|wait|pause|tick|setTimeout|setImmediate|nextTick|scheduler\.wait|scheduler\.yield|yieldToEventLoop)$/i;
const THROWS =
  /^(JSON\.parse|assert(\.\w+)?|structuredClone|decodeURIComponent|decodeURI|BigInt|.*\.throwIfAborted|(fs\.)?\w+Sync|new (URL|RegExp))$/;

function outside(node: ts.CallExpression, symbol: ts.Symbol | undefined, isPromise: () => boolean): Callee {
  const text = calleeText(node.expression);
  const builtin = builtinOf(node, text);
  if (builtin !== undefined) return { t: "builtin", name: builtin };
  const declaredIn = symbol?.declarations?.[0]?.getSourceFile().fileName ?? "";
  const last = text.slice(text.lastIndexOf(".") + 1);
  const timers = /timers\/promises(\.d)?\.ts$/.test(declaredIn) && node.arguments.length < 3;
  const sleeps = timers || SLEEPS.test(last);
  return { t: "external", name: text, throws: THROWS.test(text), rejects: !sleeps && isPromise() };
}

/** `a.b.c` as written, shortened to what names it. */
export function calleeText(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (expression.kind === ts.SyntaxKind.ThisKeyword) return "this";
  if (ts.isPropertyAccessExpression(expression)) return `${calleeText(expression.expression)}.${expression.name.text}`;
  if (ts.isNonNullExpression(expression) || ts.isParenthesizedExpression(expression))
    return calleeText(expression.expression);
  if (ts.isElementAccessExpression(expression)) return `${calleeText(expression.expression)}[…]`;
  if (ts.isCallExpression(expression)) return `${calleeText(expression.expression)}(…)`;
  return "…";
}

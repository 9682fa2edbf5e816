// Things that leave a task waiting for their end, and the ways out of the function that made one on which nobody ends it.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare } from "./entity";
import type { FunctionId } from "./facts";
import { functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import { functionOfSymbol, isUserCode, type Resolver } from "./resolve";
import { onlyValue, search } from "./syntax";

/** A way out that forgets to end what waits. */
export interface Unended {
  /** The `return`, the `throw`, or the end of the function. */
  readonly at: Range;
  readonly fn: FunctionId;
  readonly in: string;
  /** The variable, and the class of what is in it. */
  readonly text: string;
  readonly made: Range;
  /** Where the task waits, and in which function. */
  readonly waits: { readonly file: string; readonly at: Range; readonly in: string };
  /** The method that ends the wait. */
  readonly ends: string;
}

/** A class whose objects have a task that waits until one of its methods is called. */
interface Endable {
  readonly enders: ReadonlySet<string>;
  /** Methods that wait, and where; `constructor` and others that start one of them and do not wait for it. */
  readonly waits: ReadonlyMap<string, ts.Node>;
  readonly starters: ReadonlyMap<string, ts.Node>;
}

export function forgottenEnds(source: ts.SourceFile, resolver: Resolver): Unended[] {
  if (!/\bnew\s/.test(source.text)) return [];
  const found: Unended[] = [];
  const known = new Map<ts.ClassLikeDeclaration, Endable | undefined>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      const made = bare(node.initializer);
      const cls = ts.isNewExpression(made) ? classOf(made, resolver) : undefined;
      if (cls !== undefined && !known.has(cls)) known.set(cls, endable(cls, resolver));
      const endableClass = cls === undefined ? undefined : known.get(cls);
      if (endableClass !== undefined) found.push(...waysOf(node, node.name, endableClass, source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function classOf(made: ts.NewExpression, resolver: Resolver): ts.ClassLikeDeclaration | undefined {
  const declared = resolver.symbol(made.expression)?.valueDeclaration;
  if (declared === undefined || !ts.isClassLike(declared) || !isUserCode(declared)) return undefined;
  resolver.looksInto(declared, made.getSourceFile());
  return declared;
}

/** Whoever imports the file may use one. */
export function declaresEndable(source: ts.SourceFile, resolver: Resolver): boolean {
  return source.statements.some((one) => ts.isClassDeclaration(one) && endable(one, resolver) !== undefined);
}

function endable(cls: ts.ClassLikeDeclaration, resolver: Resolver): Endable | undefined {
  if (!/\bnew\s+AbortController\b/.test(cls.getText())) return undefined;
  const members = cls.members.filter(
    (member) => (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member)) && member.body !== undefined,
  );
  const nameOf = (member: ts.Node): string => (ts.isMethodDeclaration(member) ? member.name.getText() : "constructor");
  const aborters = new Set<string>();
  search(cls, (node) => {
    const field = fieldAssigned(node);
    if (field !== undefined && aborts(node, resolver, new Set())) aborters.add(field);
  });
  const enders = new Set(members.filter((member) => aborts(member, resolver, aborters)).map(nameOf));
  const waits = new Map<string, ts.Node>();
  const starters = new Map<string, ts.Node>();
  for (const member of members) {
    const wait = waitFor(member, cls, resolver);
    if (wait !== undefined) waits.set(nameOf(member), wait);
  }
  for (const member of members) {
    search(member, (node) => {
      const method = ownCall(node);
      const wait = method === undefined ? undefined : waits.get(method);
      if (wait !== undefined && isDropped(node)) starters.set(nameOf(member), wait);
    });
  }
  enders.delete("constructor");
  for (const name of [...waits.keys(), ...starters.keys()]) enders.delete(name);
  return enders.size === 0 || waits.size === 0 ? undefined : { enders, waits, starters };
}

/** `this.cancel = …`: the name. */
function fieldAssigned(node: ts.Node): string | undefined {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  return ts.isPropertyAccessExpression(node.left) && node.left.expression.kind === ts.SyntaxKind.ThisKeyword
    ? node.left.name.text
    : undefined;
}

/** It ends a controller: by itself, or by what a field of the object does. A function that is only assigned to one does not. */
function aborts(root: ts.Node, resolver: Resolver, fields: ReadonlySet<string>): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (node !== root && fieldAssigned(node) !== undefined) return;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      if (name.text === "abort" && typeName(expression, resolver) === "AbortController") found = true;
      if (fields.has(name.text) && expression.kind === ts.SyntaxKind.ThisKeyword) found = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

function typeName(expression: ts.Expression, resolver: Resolver): string | undefined {
  return resolver.checker.getNonNullableType(resolver.checker.getTypeAtLocation(expression)).getSymbol()?.name;
}

/** The `await` of a member that only the end of an own controller ends. */
function waitFor(member: ts.Node, cls: ts.ClassLikeDeclaration, resolver: Resolver): ts.Node | undefined {
  let found: ts.Node | undefined;
  search(member, (node) => {
    if (found !== undefined || !ts.isAwaitExpression(node) || functionAround(node) !== member) return;
    const signal = signalOf(bare(node.expression), resolver);
    if (signal !== undefined && isOwn(signal, cls, resolver)) found = node;
  });
  return found;
}

/** The signal of a promise that ends when it is aborted, and not before: `once(signal, "abort")`, or one made by hand. */
function signalOf(awaited: ts.Expression, resolver: Resolver): ts.Expression | undefined {
  if (ts.isNewExpression(awaited) && awaited.expression.getText() === "Promise") return listened(awaited);
  if (!ts.isCallExpression(awaited)) return undefined;
  const [first, event] = awaited.arguments;
  if (/(^|\.)once$/.test(awaited.expression.getText()) && event !== undefined && ts.isStringLiteral(event))
    return event.text === "abort" && awaited.arguments.length === 2 ? first : undefined;
  const symbol = resolver.symbol(
    ts.isPropertyAccessExpression(awaited.expression) ? awaited.expression.name : awaited.expression,
  );
  const named = symbol === undefined ? undefined : functionOfSymbol(symbol);
  const helper = named?.getSourceFile() === awaited.getSourceFile() ? named : undefined;
  const inner = helper === undefined ? undefined : onlyValue(helper);
  const signal = inner !== undefined && ts.isNewExpression(inner) ? listened(inner) : undefined;
  const index = helper?.parameters.findIndex(({ name }) => name.getText() === signal?.getText()) ?? -1;
  return index < 0 ? undefined : awaited.arguments[index];
}

/** `new Promise((resolve) => signal.addEventListener("abort", …))` without any other call that may settle it. */
function listened(made: ts.NewExpression): ts.Expression | undefined {
  const [executor] = made.arguments ?? [];
  if (executor === undefined || !isFunctionNode(executor) || executor.body === undefined) return undefined;
  let signal: ts.Expression | undefined;
  let others = 0;
  search(executor.body, (node) => {
    if (!ts.isCallExpression(node)) return;
    const [event] = node.arguments;
    const listens =
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "addEventListener" &&
      event !== undefined &&
      ts.isStringLiteral(event) &&
      event.text === "abort";
    if (listens && ts.isPropertyAccessExpression(node.expression)) signal = node.expression.expression;
    else if (!ts.isIdentifier(node.expression)) others++;
  });
  return others > 0 || /\bset(Timeout|Interval|Immediate)\b/.test(executor.getText()) ? undefined : signal;
}

/** The signal is that of a controller which the class makes for itself. */
function isOwn(signal: ts.Expression, cls: ts.ClassLikeDeclaration, resolver: Resolver, depth = 0): boolean {
  const inner = bare(signal);
  if (ts.isPropertyAccessExpression(inner))
    return inner.name.text === "signal" && isOwnController(inner.expression, cls, resolver);
  if (!ts.isIdentifier(inner) || depth > 2) return false;
  const declared = resolver.symbol(inner)?.valueDeclaration;
  if (declared !== undefined && ts.isVariableDeclaration(declared) && declared.initializer !== undefined)
    return isOwn(declared.initializer, cls, resolver, depth + 1);
  if (declared !== undefined && ts.isBindingElement(declared)) {
    const holder = declared.parent.parent;
    const from = ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
    return from !== undefined && declared.name.getText() === "signal" && isOwnController(from, cls, resolver);
  }
  if (declared === undefined || !ts.isParameter(declared) || !ts.isMethodDeclaration(declared.parent)) return false;
  const method = declared.parent;
  const index = method.parameters.indexOf(declared);
  const given: (ts.Expression | undefined)[] = [];
  search(cls, (node) => {
    if (ownCall(node) === method.name.getText() && ts.isCallExpression(node)) given.push(node.arguments[index]);
  });
  const hidden =
    (ts.getCombinedModifierFlags(method) & ts.ModifierFlags.Private) !== 0 || ts.isPrivateIdentifier(method.name);
  return hidden && given.length > 0 && given.every((one) => one !== undefined && isOwn(one, cls, resolver, depth + 1));
}

function isOwnController(expression: ts.Expression, cls: ts.ClassLikeDeclaration, resolver: Resolver): boolean {
  const inner = bare(expression);
  const declared = resolver.symbol(ts.isPropertyAccessExpression(inner) ? inner.name : inner)?.valueDeclaration;
  if (declared === undefined || declared.pos < cls.pos || declared.end > cls.end) return false;
  const made = (ts.isPropertyDeclaration(declared) || ts.isVariableDeclaration(declared)) && declared.initializer;
  return made !== undefined && made !== false && /^new\s+AbortController\b/.test(made.getText());
}

/** `this.method(…)`. */
function ownCall(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return node.expression.expression.kind === ts.SyntaxKind.ThisKeyword ? node.expression.name.text : undefined;
}

function isDropped(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isExpressionStatement(parent) || (ts.isVoidExpression(parent) && ts.isExpressionStatement(parent.parent));
}

type Now = "before" | "open" | "ended";

/** Ways out of the function with the object open, where another way ends it or hands it on. */
function waysOf(
  declaration: ts.VariableDeclaration,
  name: ts.Identifier,
  cls: Endable,
  source: ts.SourceFile,
): Unended[] {
  const fn = functionAround(declaration);
  if (fn?.body === undefined || !ts.isBlock(fn.body)) return [];
  const leaves: ts.Node[] = [];
  let ends = false;
  let wait = cls.starters.get("constructor");
  const uses = (node: ts.Node): void => {
    for (const use of mentions(node, name)) {
      const access =
        ts.isPropertyAccessExpression(use.parent) && use.parent.expression === use ? use.parent : undefined;
      const member = access?.name.text;
      const started =
        member === undefined || access === undefined
          ? undefined
          : (cls.starters.get(member) ?? (isDropped(access.parent) ? cls.waits.get(member) : undefined));
      const away =
        access === undefined || functionAround(use) !== fn || (member !== undefined && cls.enders.has(member));
      if (away) {
        now = "ended";
        ends = true;
      } else if (started !== undefined && now === "before") {
        wait = started;
        now = "open";
      }
    }
  };
  let now: Now = "before";
  /** Whether control goes on after it. */
  const run = (node: ts.Node | undefined, inTry: boolean): boolean => {
    if (node === undefined) return true;
    if (ts.isBlock(node)) return node.statements.every((one) => run(one, inTry));
    if (ts.isVariableStatement(node) && node.declarationList.declarations.includes(declaration)) {
      now = wait === undefined ? "before" : "open";
      return true;
    }
    if (ts.isIfStatement(node)) {
      uses(node.expression);
      const before = now;
      const yes = run(node.thenStatement, inTry);
      const then = now;
      now = before;
      const no = run(node.elseStatement, inTry);
      if (yes && no) now = then === "ended" || now === "ended" ? "ended" : then === "open" ? "open" : now;
      else if (yes) now = then;
      return yes || no;
    }
    if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) {
      if (node.expression !== undefined) uses(node.expression);
      const caught = ts.isThrowStatement(node) && inTry;
      if (now === "open" && !caught) leaves.push(node);
      return false;
    }
    if (ts.isTryStatement(node)) {
      const finals = node.finallyBlock;
      if (finals !== undefined && mentions(finals, name).length > 0) {
        uses(finals);
        return run(node.tryBlock, true);
      }
      const before = now;
      const through = run(node.tryBlock, inTry || node.catchClause !== undefined);
      const after = now;
      now = after === "open" ? "open" : before;
      const caught = node.catchClause !== undefined && run(node.catchClause.block, inTry);
      if (through && !(caught && now === "ended")) now = after;
      return through || caught;
    }
    if (ts.isIterationStatement(node, false)) {
      run(node.statement, inTry);
      return true;
    }
    if (ts.isFunctionDeclaration(node) || ts.isExpressionStatement(node) || ts.isVariableStatement(node)) uses(node);
    else if (mentions(node, name).length > 0) now = "ended";
    return !ts.isBreakStatement(node) && !ts.isContinueStatement(node);
  };
  if (run(fn.body, false) && stateAtEnd(now)) leaves.push(fn.body.getLastToken(source) ?? fn.body);
  const waiting = wait;
  if (!ends || waiting === undefined) return [];
  const file = waiting.getSourceFile();
  const [ender = ""] = cls.enders;
  return leaves.slice(0, 1).map((at) => ({
    at: nodeRange(at, source),
    fn: functionId(fn),
    in: personName(fn),
    text: name.text,
    made: nodeRange(declaration, source),
    waits: { file: file.fileName, at: nodeRange(waiting, file), in: personName(functionAround(waiting) ?? file) },
    ends: ender,
  }));
}

/** A function of its own, since the compiler does not see that the walk has changed it. */
function stateAtEnd(now: Now): boolean {
  return now === "open";
}

function mentions(root: ts.Node, name: ts.Identifier): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  search(root, (node) => {
    const isName = ts.isIdentifier(node) && node.text === name.text && node !== name;
    const isMember = isName && ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    if (isName && !isMember) found.push(node);
  });
  return found;
}

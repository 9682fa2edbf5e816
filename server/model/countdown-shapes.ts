// Latches and barriers written by hand, recognised by what their classes do with a counter and with those who wait.

import { ts } from "ts-morph";
import { has, search } from "./syntax";

/** What a class does with its counter. */
export interface Shape {
  readonly kind: "latch" | "barrier";
  /** Methods that count down, or arrive. */
  readonly arrive: ReadonlySet<string>;
  readonly add: ReadonlySet<string>;
  /** What one waits with: methods, or members that are promises. */
  readonly wait: ReadonlySet<string>;
  /** The parameter of the constructor that is the number. */
  readonly parameter: number;
  /** Whoever waits when it is at zero goes on. */
  readonly looksFirst: boolean;
}

export function shapeOf(cls: ts.ClassLikeDeclaration): Shape | undefined {
  const methods = cls.members.filter(ts.isMethodDeclaration).filter(({ body }) => body !== undefined);
  const maker = cls.members.find(ts.isConstructorDeclaration);
  for (const method of methods) {
    const counter = counted(method, /^(--|-=)$/) ?? counted(method, /^(\+\+|\+=)$/);
    if (counter === undefined || method.parameters.length > 0 || !tests(method, counter) || !wakes(method)) continue;
    const parties = comparedWith(method, counter);
    const registers = has(method, isPromise);
    const barrier = parties !== undefined && registers;
    const down = counted(method, /^(--|-=)$/) !== undefined;
    if (!barrier && (!down || registers)) continue;
    const parameter = parameterOf(maker, barrier ? parties : counter);
    const add = methods.filter((one) => one !== method && counted(one, /^\+=$/) === counter).map(nameOf);
    if (parameter < 0 && (barrier || add.length === 0)) continue;
    const waits = methods.filter((one) => one !== method && has(one, (node) => isPromise(node) || isKept(node)));
    const kept = cls.members.filter(
      (one) => ts.isPropertyDeclaration(one) && one.initializer !== undefined && isPromise(one.initializer),
    );
    const getters = cls.members.filter((one) => ts.isGetAccessorDeclaration(one) && has(one, isKept));
    const wait = barrier ? [method.name.getText()] : [...waits.map(nameOf), ...[...kept, ...getters].map(nameOf)];
    if (wait.length === 0) continue;
    const looksFirst = [...waits, ...(maker === undefined ? [] : [maker])].some(
      (one) =>
        tests(one, counter) || (parameter >= 0 && tests(one, maker?.parameters[parameter]?.name.getText() ?? "")),
    );
    return {
      kind: barrier ? "barrier" : "latch",
      arrive: new Set([method.name.getText()]),
      add: new Set(add),
      wait: new Set(wait),
      parameter,
      looksFirst,
    };
  }
  return undefined;
}

function nameOf(member: ts.ClassElement): string {
  return member.name?.getText() ?? "";
}

/** The member that is counted with one of these operators. */
function counted(root: ts.Node, operator: RegExp): string | undefined {
  let found: string | undefined;
  search(root, (node) => {
    if (found !== undefined) return;
    const unary = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node) ? node : undefined;
    if (unary !== undefined && operator.test(ts.tokenToString(unary.operator) ?? "")) found = member(unary.operand);
    if (ts.isBinaryExpression(node) && operator.test(node.operatorToken.getText())) found = member(node.left) ?? found;
  });
  return found;
}

/** `this.count`: the name. */
function member(node: ts.Expression): string | undefined {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword
    ? node.name.text
    : undefined;
}

/** A condition mentions it. */
function tests(root: ts.Node, name: string): boolean {
  const mentions = (node: ts.Node): boolean => has(node, (one) => ts.isIdentifier(one) && one.text === name);
  return has(root, (node) => {
    if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return mentions(node.expression);
    return ts.isConditionalExpression(node)
      ? mentions(node.condition)
      : ts.isBinaryExpression(node) && /^(&&|\|\|)$/.test(node.operatorToken.getText()) && mentions(node.left);
  });
}

/** `this.arrived === this.parties`: the other member. */
function comparedWith(root: ts.Node, counter: string): string | undefined {
  let found: string | undefined;
  search(root, (node) => {
    if (!ts.isBinaryExpression(node) || !/^(===?|!==?|<|>=?|<=)$/.test(node.operatorToken.getText())) return;
    const sides = [node.left, node.right];
    const own = sides.some((side) => has(side, (one) => ts.isPropertyAccessExpression(one) && member(one) === counter));
    const other = sides.map(member).find((name) => name !== undefined && name !== counter);
    if (own && other !== undefined) found = other;
  });
  return found;
}

/** All those who wait are called, or the one promise is resolved. */
function wakes(root: ts.Node): boolean {
  return has(root, (node) => {
    if (ts.isForOfStatement(node)) {
      const [variable] = ts.isVariableDeclarationList(node.initializer) ? node.initializer.declarations : [];
      const name = variable?.name.getText();
      return has(node.statement, (one) => ts.isCallExpression(one) && one.expression.getText() === name);
    }
    if (!ts.isCallExpression(node)) return false;
    const callee = node.expression;
    if (ts.isPropertyAccessExpression(callee) && callee.name.text === "resolve") return true;
    return node.arguments.length === 0 && /^this\.#?_?(resolve|open|release|finish)\w*$/.test(callee.getText());
  });
}

function isPromise(node: ts.Node): boolean {
  return (
    (ts.isNewExpression(node) && node.expression.getText() === "Promise") ||
    (ts.isCallExpression(node) && node.expression.getText() === "Promise.withResolvers")
  );
}

/** `return this.promise`, `return this.deferred.promise`. */
function isKept(node: ts.Node): boolean {
  return (
    ts.isReturnStatement(node) &&
    node.expression !== undefined &&
    /^this\.(#?\w+\.)?#?\w*(promise|opened|settled|finished|done)$/i.test(node.expression.getText())
  );
}

function parameterOf(maker: ts.ConstructorDeclaration | undefined, field: string): number {
  return (maker?.parameters ?? []).findIndex((parameter) => {
    const name = parameter.name.getText();
    if (ts.isParameterPropertyDeclaration(parameter, parameter.parent)) return name === field;
    return has(
      maker?.body ?? parameter,
      (node) => ts.isBinaryExpression(node) && member(node.left) === field && node.right.getText() === name,
    );
  });
}

// Moves the generators that lowered functions run on out of them, so that a call makes no new one.

import { PROBE_NAME } from "#engine/runtime/abi";
import { ts } from "ts-morph";

/** The helpers that are given a body. */
const HELPERS = new RegExp(`^(?:__async\\d*|__asyncGenerator\\d*|${PROBE_NAME}\\.suspendable)$`);
const ANY_CALL = new RegExp(`\\b(?:__async|__asyncGenerator|${PROBE_NAME}\\.suspendable)\\d*\\([^;]*function\\*`);

interface Hoist {
  /** Begin of the statement before which the body goes. */
  readonly to: number;
  /** The second and third argument of the helper. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** What stands in their place. */
  readonly call: string;
  readonly parameters: string;
  readonly block: ts.Block;
}

/**
 * `function f(a) { return __async(this, null, function* () { … }); }` makes a generator function at each call, and V8 a prototype and a
 * hidden class for each: dearer than all that the call does besides. It becomes `function* __f1(a) { … }` beside
 * `function f(a) { return __async(this, [a], __f1); }`: a declaration, which is there as soon as its block begins, and sees the same
 * names. Left alone is what would see others: methods, whose class has names of its own, and functions in a loop's head, a default value
 * or another function's expression.
 */
export function hoistBodies(code: string): string {
  if (!ANY_CALL.test(code)) return code;
  const source = ts.createSourceFile("unit.js", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const hoists: Hoist[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node)) {
      const hoist = hoistOf(node, source, `${hoists.length + 1}`, code);
      if (hoist !== undefined) hoists.push(hoist);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return hoists.length === 0 ? code : moved(code, source, hoists);
}

type Owner = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction;

function hoistOf(owner: Owner, source: ts.SourceFile, number: string, code: string): Hoist | undefined {
  const call = onlyCall(owner);
  if (call === undefined || !HELPERS.test(call.expression.getText(source))) return undefined;
  const [, args, body] = call.arguments;
  if (args === undefined || body === undefined || call.arguments.length !== 3) return undefined;
  if (!ts.isFunctionExpression(body) || body.asteriskToken === undefined || body.name !== undefined) return undefined;
  const given = argumentsFor(owner, args, body, source);
  const to = statementAround(owner);
  if (given === undefined || to === undefined || usesOwnName(owner, body)) return undefined;
  const name = `__${plainName(owner)}${number}`;
  if (code.includes(name)) return undefined;
  return {
    to: to.getStart(source),
    start: args.getStart(source),
    end: body.getEnd(),
    name,
    // The remark tells readers of stacks that the frame is not the program's own.
    call: `${given.list}, ${name} /* function* () */`,
    parameters: given.parameters,
    block: body.body,
  };
}

/** The call that is all that the function does. */
function onlyCall({ body }: Owner): ts.CallExpression | undefined {
  if (body === undefined) return undefined;
  if (!ts.isBlock(body)) return ts.isCallExpression(body) ? body : undefined;
  const [statement, more] = body.statements;
  if (statement === undefined || more !== undefined || !ts.isReturnStatement(statement)) return undefined;
  const { expression } = statement;
  return expression !== undefined && ts.isCallExpression(expression) ? expression : undefined;
}

/** How the body gets what its function was called with. */
function argumentsFor(
  owner: Owner,
  args: ts.Expression,
  body: ts.FunctionExpression,
  source: ts.SourceFile,
): { readonly list: string; readonly parameters: string } | undefined {
  const own = owner.parameters.map(({ name, initializer, dotDotDotToken }) =>
    ts.isIdentifier(name) && initializer === undefined && dotDotDotToken === undefined ? name.text : undefined,
  );
  const list = args.getText(source);
  const parameters = body.parameters.map((parameter) => parameter.getText(source)).join(", ");
  if (body.parameters.length > 0) {
    // esbuild has moved the parameters inside, and calls those outside by numbers.
    return own.every((name) => name !== undefined && /^_\d+$/.test(name)) ? { list, parameters } : undefined;
  }
  if (list !== "null") return own.length === 0 ? { list, parameters } : undefined;
  if (own.length === 0) return { list, parameters };
  if (own.includes(undefined) || new Set(own).size < own.length) return undefined;
  return { list: `[${own.join(", ")}]`, parameters: own.join(", ") };
}

/** The statement of a block around the function, where nothing between them has names of its own. */
function statementAround(owner: Owner): ts.Statement | undefined {
  let node: ts.Node = owner;
  for (;;) {
    const parent: ts.Node = node.parent;
    // What is outside the program's own block runs once.
    if (ts.isBlock(parent)) return ts.isStatement(node) && !ts.isWithStatement(parent.parent) ? node : undefined;
    const passes =
      ts.isVariableDeclaration(parent) ||
      ts.isVariableDeclarationList(parent) ||
      ts.isVariableStatement(parent) ||
      ts.isExpressionStatement(parent) ||
      ts.isReturnStatement(parent) ||
      ts.isThrowStatement(parent) ||
      ts.isIfStatement(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isSpreadAssignment(parent) ||
      ts.isTemplateSpan(parent) ||
      (ts.isExpression(parent) && !ts.isFunctionLike(parent) && !ts.isClassLike(parent));
    if (!passes) return undefined;
    node = parent;
  }
}

/** Whether the body means its function by a name that only the function itself sees. */
function usesOwnName(owner: Owner, body: ts.FunctionExpression): boolean {
  const name = ts.isFunctionExpression(owner) ? owner.name?.text : undefined;
  const needle = name === undefined ? undefined : new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`);
  return needle?.test(body.getText()) === true;
}

function plainName(owner: Owner): string {
  const named = owner.name ?? (ts.isVariableDeclaration(owner.parent) ? owner.parent.name : undefined);
  return named !== undefined && ts.isIdentifier(named) && /^[A-Za-z]\w*[A-Za-z]$|^[A-Za-z]$/.test(named.text)
    ? named.text
    : "body";
}

/** The text with all of it moved; a body may have others inside. */
function moved(code: string, source: ts.SourceFile, hoists: readonly Hoist[]): string {
  const into = hoists.toSorted((a, b) => a.to - b.to);
  const outOf = hoists.toSorted((a, b) => a.start - b.start);
  const before = (list: readonly Hoist[], of: (hoist: Hoist) => number, position: number): number => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const hoist = list[middle];
      if (hoist !== undefined && of(hoist) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const render = (start: number, end: number): string => {
    let result = "";
    let at = start;
    let next = before(into, ({ to }) => to, start);
    let left = before(outOf, (hoist) => hoist.start, start);
    for (;;) {
      const arriving = into[next];
      const leaving = outOf[left];
      const to = arriving === undefined || arriving.to >= end ? Number.POSITIVE_INFINITY : arriving.to;
      const from = leaving === undefined || leaving.start >= end ? Number.POSITIVE_INFINITY : leaving.start;
      if (arriving !== undefined && to <= from && to < end) {
        result += code.slice(at, to);
        at = to;
        const { name, parameters, block } = arriving;
        result += `function* ${name}(${parameters}) ${render(block.getStart(source), block.getEnd())}\n`;
        next++;
      } else if (leaving !== undefined && from < end) {
        result += code.slice(at, from) + leaving.call;
        at = leaving.end;
        // What is inside has gone along.
        next = Math.max(
          next,
          before(into, (hoist) => hoist.to, at),
        );
        left = before(outOf, (hoist) => hoist.start, at);
      } else return result + code.slice(at, end);
    }
  };
  return render(0, code.length);
}

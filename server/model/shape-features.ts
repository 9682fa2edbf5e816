// What one function of a group does with the group's shared state: the evidence by which hand-written locks are recognised.

import { ts } from "ts-morph";
import { type FunctionNode, isFunctionNode } from "./names";
import { leavesAfter } from "./shape-steps";

/** The name of the shared state that an expression is: `this.tail`, or a variable of the function around. */
export type StateName = (expression: ts.Node) => string | undefined;

export interface Features {
  /** State in conditions. */
  readonly tested: ReadonlySet<string>;
  /** State given a new value, or counted. */
  readonly changed: ReadonlySet<string>;
  readonly counts: ReadonlySet<string>;
  /** State that says who has it: compared with a parameter, and set to it. */
  readonly owners: ReadonlySet<string>;
  /** Lists to which the resolver of a new promise is added. */
  readonly enqueued: ReadonlySet<string>;
  /** Lists of which one element is taken and called without a value. */
  readonly woken: ReadonlySet<string>;
  /** Promises that are read, waited for, and replaced by one that ends later. */
  readonly chained: ReadonlySet<string>;
  /** Maps of such promises, with the position of the parameter that is the key. */
  readonly keyed: ReadonlyMap<string, number>;
  /** It calls one of its own parameters. */
  readonly runs: boolean;
  /** It gives its caller a function: what releases. */
  readonly returnsFunction: boolean;
  /** Members of the group that it calls. */
  readonly calls: ReadonlySet<string>;
  /** Members of the group that it gives one of its own parameters. */
  readonly forwards: ReadonlySet<string>;
}

export function featuresOf(node: FunctionNode, state: StateName, members: readonly string[]): Features {
  const found = {
    tested: new Set<string>(),
    changed: new Set<string>(),
    counts: new Set<string>(),
    enqueued: new Set<string>(),
    woken: new Set<string>(),
    calls: new Set<string>(),
    forwards: new Set<string>(),
  };
  const parameters = new Set(
    node.parameters.flatMap((parameter) => (ts.isIdentifier(parameter.name) ? [parameter.name.text] : [])),
  );
  const compared = new Set<string>();
  const given = new Set<string>();
  const isParameter = (expression: ts.Expression): boolean =>
    ts.isIdentifier(expression) && parameters.has(expression.text);
  /** Local names of what was taken out of a list. */
  const taken = new Map<string, string>();
  /** Local names of promises that were read from the state. */
  const previous = new Map<string, string>();
  const waited = new Set<string>();
  const replaced = new Set<string>();
  /** Local variables that get the resolver of a promise. */
  const resolvers = new Set<string>();
  /** Local variables that hold what `Promise.withResolvers` gives, or the resolver taken out of it. */
  const deferreds = new Set<string>();
  let runs = false;
  let returnsFunction = false;

  /** Maps that are read with a parameter as the key, and those that are written so. */
  const looked = new Map<string, number>();
  const put = new Map<string, number>();
  const keyAt = (expression: ts.Expression | undefined): number =>
    expression === undefined || !ts.isIdentifier(expression)
      ? -1
      : node.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === expression.text);
  const read = (expression: ts.Expression): string | undefined =>
    state(expression) ?? (ts.isIdentifier(expression) ? previous.get(expression.text) : entry(expression));
  /** `tails.get(key) ?? Promise.resolve()`: the map. */
  const entry = (expression: ts.Expression): string | undefined => {
    const first = firstOf(expression);
    const [map, key] = entryOf(first, "get");
    const name = map === undefined ? undefined : state(map);
    if (name === undefined) return first === expression ? undefined : read(first);
    const position = keyAt(key);
    if (position >= 0) looked.set(name, position);
    return position < 0 ? undefined : name;
  };

  const visit = (child: ts.Node): void => {
    if (ts.isIfStatement(child) || ts.isWhileStatement(child))
      stateIn(child.expression, state, (name) => found.tested.add(name));
    if (ts.isConditionalExpression(child)) stateIn(child.condition, state, (name) => found.tested.add(name));
    if (ts.isVariableDeclaration(child) && isDeferred(child.initializer)) {
      if (ts.isIdentifier(child.name)) deferreds.add(child.name.text);
      else {
        const name = resolverIn(child.name);
        if (name !== undefined) {
          resolvers.add(name);
          deferreds.add(name);
        }
      }
    }
    if (ts.isVariableDeclaration(child) && ts.isIdentifier(child.name) && child.initializer !== undefined) {
      const list = takenFrom(child.initializer, state);
      const promise = state(child.initializer) ?? entry(child.initializer);
      if (list !== undefined) taken.set(child.name.text, list);
      else if (promise !== undefined) previous.set(child.name.text, promise);
    }
    if (
      ts.isBinaryExpression(child) &&
      child.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      child.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    ) {
      const name = state(child.left);
      if (name !== undefined) {
        found.changed.add(name);
        if (isParameter(child.right)) given.add(name);
        if (child.operatorToken.kind !== ts.SyntaxKind.EqualsToken) found.counts.add(name);
        else replaced.add(name);
      }
      if (name === undefined && ts.isIdentifier(child.left) && ts.isIdentifier(child.right))
        resolvers.add(child.left.text);
    }
    if (ts.isBinaryExpression(child) && EQUALITY.has(child.operatorToken.kind)) {
      const name = isParameter(child.right)
        ? state(child.left)
        : isParameter(child.left)
          ? state(child.right)
          : undefined;
      if (name !== undefined) compared.add(name);
    }
    if (
      (ts.isPrefixUnaryExpression(child) || ts.isPostfixUnaryExpression(child)) &&
      (child.operator === ts.SyntaxKind.PlusPlusToken || child.operator === ts.SyntaxKind.MinusMinusToken)
    ) {
      const name = state(child.operand);
      if (name !== undefined) {
        found.changed.add(name);
        found.counts.add(name);
      }
    }
    if (ts.isNewExpression(child) && child.expression.getText() === "Promise") enqueues(child, state, found.enqueued);
    if (ts.isAwaitExpression(child)) {
      const name = read(caught(child.expression));
      // Who leaves with the result of another does not wait for a turn of his own.
      if (name !== undefined && !leavesAfter(child)) waited.add(name);
    }
    if (ts.isExpression(child)) {
      const [map, key] = entryOf(child, "set");
      const name = map === undefined ? undefined : state(map);
      const position = keyAt(key);
      if (name !== undefined && position >= 0) put.set(name, position);
    }
    if (ts.isCallExpression(child)) {
      const { expression } = child;
      if (ts.isIdentifier(expression) && parameters.has(expression.text)) runs = true;
      // `turn.resolve()` is `turn()` where the list keeps deferreds.
      const woken =
        ts.isPropertyAccessExpression(expression) && expression.name.text === "resolve"
          ? expression.expression
          : expression;
      const list = takenFrom(woken, state) ?? (ts.isIdentifier(woken) ? taken.get(woken.text) : undefined);
      const into = pushedTo(child, state);
      if (into !== undefined && child.arguments.some((argument) => isDeferredsOwn(argument, deferreds)))
        found.enqueued.add(into);
      if (list !== undefined && child.arguments.every((argument) => isFunctionNode(argument))) found.woken.add(list);
      if (ts.isPropertyAccessExpression(expression) && expression.name.text === "then") {
        const name = read(expression.expression);
        if (name !== undefined) waited.add(name);
        const [callback] = child.arguments;
        if (name !== undefined && callback !== undefined && ts.isIdentifier(callback) && parameters.has(callback.text))
          runs = true;
      }
      const called =
        ts.isPropertyAccessExpression(expression) && expression.expression.kind === ts.SyntaxKind.ThisKeyword
          ? expression.name.text
          : ts.isIdentifier(expression)
            ? expression.text
            : undefined;
      if (called !== undefined && members.includes(called)) {
        found.calls.add(called);
        if (child.arguments.some((argument) => ts.isIdentifier(argument) && parameters.has(argument.text)))
          found.forwards.add(called);
      }
    }
    if (
      ts.isReturnStatement(child) &&
      child.expression !== undefined &&
      isReleaser(child.expression, resolvers, deferreds)
    )
      returnsFunction = true;
    if (ts.isArrowFunction(child) && ts.isIdentifier(child.body) && resolvers.has(child.body.text))
      returnsFunction = true;
    ts.forEachChild(child, visit);
  };
  if (node.body !== undefined) visit(node.body);
  const chained = new Set([...replaced].filter((name) => waited.has(name)));
  const keyed = new Map([...looked].filter(([name, position]) => waited.has(name) && put.get(name) === position));
  const owners = new Set([...compared].filter((name) => given.has(name)));
  return { ...found, chained, keyed, owners, runs, returnsFunction };
}

/** `a ?? b`, `a || b`: `a`. */
function firstOf(expression: ts.Expression): ts.Expression {
  let at = expression;
  for (;;) {
    if (ts.isParenthesizedExpression(at) || ts.isNonNullExpression(at)) at = at.expression;
    else if (
      ts.isBinaryExpression(at) &&
      (at.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
        at.operatorToken.kind === ts.SyntaxKind.BarBarToken)
    )
      at = at.left;
    else return at;
  }
}

/** `promise.catch(...)`: the promise. */
function caught(expression: ts.Expression): ts.Expression {
  const inner = firstOf(expression);
  return ts.isCallExpression(inner) &&
    ts.isPropertyAccessExpression(inner.expression) &&
    inner.expression.name.text === "catch"
    ? inner.expression.expression
    : inner;
}

/** `map.get(key)`, `map[key]`; `map.set(key, …)`, `map[key] = …`: the map and the key. */
export function entryOf(
  node: ts.Node,
  how: "get" | "set",
): readonly [map: ts.Expression, key: ts.Expression] | readonly [] {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [key] = node.arguments;
    return node.expression.name.text === how && key !== undefined ? [node.expression.expression, key] : [];
  }
  if (how === "get") return ts.isElementAccessExpression(node) ? [node.expression, node.argumentExpression] : [];
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ? entryOf(node.left, "get")
    : [];
}

/** The shared state that is mentioned in `root`. */
function stateIn(root: ts.Node, state: StateName, into: (name: string) => void): void {
  const name = state(root);
  if (name !== undefined) into(name);
  else ts.forEachChild(root, (child) => stateIn(child, state, into));
}

const EQUALITY: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/** `Promise.withResolvers()`. */
function isDeferred(expression: ts.Expression | undefined): boolean {
  return (
    expression !== undefined &&
    ts.isCallExpression(expression) &&
    expression.expression.getText() === "Promise.withResolvers"
  );
}

/** `{ promise, resolve: open }`: the name that its resolver gets. */
function resolverIn(pattern: ts.BindingName): string | undefined {
  if (!ts.isObjectBindingPattern(pattern)) return undefined;
  const element = pattern.elements.find((one) => (one.propertyName ?? one.name).getText() === "resolve");
  return element !== undefined && ts.isIdentifier(element.name) ? element.name.text : undefined;
}

/** A deferred, or its resolver. */
function isDeferredsOwn(expression: ts.Expression, deferreds: ReadonlySet<string>): boolean {
  const of =
    ts.isPropertyAccessExpression(expression) && expression.name.text === "resolve"
      ? expression.expression
      : expression;
  return ts.isIdentifier(of) && deferreds.has(of.text);
}

/** `list.push(...)`: the list. */
function pushedTo(call: ts.CallExpression, state: StateName): string | undefined {
  const { expression } = call;
  return ts.isPropertyAccessExpression(expression) && expression.name.text === "push"
    ? state(expression.expression)
    : undefined;
}

/** `list.shift()`, `list.pop()`: the list. */
function takenFrom(expression: ts.Expression, state: StateName): string | undefined {
  const inner =
    ts.isNonNullExpression(expression) || ts.isParenthesizedExpression(expression) ? expression.expression : expression;
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  return inner.expression.name.text === "shift" || inner.expression.name.text === "pop"
    ? state(inner.expression.expression)
    : undefined;
}

/** `new Promise((resolve) => list.push(resolve))`, also wrapped in a function or an object. */
function enqueues(node: ts.NewExpression, state: StateName, into: Set<string>): void {
  const [executor] = node.arguments ?? [];
  if (executor === undefined || !isFunctionNode(executor)) return;
  const [resolve] = executor.parameters;
  if (resolve === undefined || !ts.isIdentifier(resolve.name)) return;
  const name = resolve.name.text;
  const visit = (child: ts.Node): void => {
    if (
      ts.isCallExpression(child) &&
      ts.isPropertyAccessExpression(child.expression) &&
      child.expression.name.text === "push"
    ) {
      const list = state(child.expression.expression);
      if (
        list !== undefined &&
        new RegExp(`\\b${name}\\b`).test(child.arguments.map((argument) => argument.getText()).join(" "))
      )
        into.add(list);
    }
    ts.forEachChild(child, visit);
  };
  visit(executor);
}

/** A function written here, or a variable that holds a promise's resolver. */
function isReleaser(
  expression: ts.Expression,
  resolvers: ReadonlySet<string>,
  deferreds: ReadonlySet<string>,
): boolean {
  const inner =
    ts.isNonNullExpression(expression) || ts.isAsExpression(expression) || ts.isParenthesizedExpression(expression)
      ? expression.expression
      : expression;
  if (ts.isIdentifier(inner)) return resolvers.has(inner.text);
  return isFunctionNode(inner) || isDeferredsOwn(inner, deferreds);
}

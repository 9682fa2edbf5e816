// Locks that are a list of jobs: whoever wants his work done leaves it with the resolver of his promise, and a loop or a count lets few run.

import { ts } from "ts-morph";
import { type FunctionNode, isFunctionNode } from "./names";
import { type Effect, type Shaped, withUsers } from "./shape-effects";
import type { Features, StateName } from "./shape-features";
import type { Group } from "./shape-groups";
import { mayReplace } from "./shape-steps";
import { mentions } from "./syntax";

export function jobList(group: Group, features: ReadonlyMap<string, Features>): Shaped | undefined {
  for (const [name, member] of group.members) {
    const list = leftIn(member, group.state);
    if (list === undefined) continue;
    const takers = [...group.members].filter(([, one]) => mayReplace(one, list, group.state));
    if (takers.length === 0) continue;
    const involved = [...new Set([name, ...takers.map(([other]) => other)])].flatMap((one) => features.get(one) ?? []);
    const guard = guardOf(involved, list, features);
    if (guard === undefined) continue;
    const effects = new Map<string, Effect>([[name, { effect: "RUN" }]]);
    return {
      kind: guard.counts ? "semaphore" : "mutex",
      shape: "job-list",
      state: guard.state,
      releaser: false,
      reentrant: false,
      effects: withUsers(effects, features),
    };
  }
  return undefined;
}

/** What lets few run: tested and changed by those who take jobs or bring them. */
function guardOf(
  involved: readonly Features[],
  list: string,
  features: ReadonlyMap<string, Features>,
): { readonly state: string; readonly counts: boolean } | undefined {
  for (const one of involved)
    for (const state of one.tested) {
      if (state === list || !involved.some(({ changed }) => changed.has(state))) continue;
      const counts = [...features.values()].some((other) => other.counts.has(state));
      return { state, counts };
    }
  return undefined;
}

/** `new Promise((resolve) => list.push({ work, resolve }))` with a parameter of the member: the list. */
function leftIn(member: FunctionNode, state: StateName): string | undefined {
  const parameters = new Set(member.parameters.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : [])));
  let found: string | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined) return;
    const [executor] = ts.isNewExpression(node) ? (node.arguments ?? []) : [];
    if (ts.isNewExpression(node) && node.expression.getText() === "Promise" && executor && isFunctionNode(executor))
      found = pushedIn(executor, parameters, state);
    ts.forEachChild(node, visit);
  };
  if (member.body !== undefined && parameters.size > 0) visit(member.body);
  return found;
}

function pushedIn(executor: FunctionNode, work: ReadonlySet<string>, state: StateName): string | undefined {
  const [resolve] = executor.parameters;
  if (resolve === undefined || !ts.isIdentifier(resolve.name)) return undefined;
  const settles = resolve.name.text;
  let found: string | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const list = /^(push|enqueue|unshift)$/.test(node.expression.name.text)
        ? state(node.expression.expression)
        : undefined;
      const [job] = node.arguments;
      const whole = job === undefined ? undefined : (localFunction(job, executor) ?? job);
      if (list !== undefined && whole !== undefined && mentions(whole, settles) && callsOrKeeps(whole, work))
        found ??= list;
    }
    ts.forEachChild(node, visit);
  };
  visit(executor);
  return found;
}

/** `const task = () => ...; list.push(task)`: what `task` is. */
function localFunction(job: ts.Expression, executor: FunctionNode): ts.Node | undefined {
  if (!ts.isIdentifier(job)) return undefined;
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === job.text && node.initializer !== undefined)
      found = node.initializer;
    if (ts.isFunctionDeclaration(node) && node.name?.text === job.text) found = node;
    if (found === undefined) ts.forEachChild(node, visit);
  };
  visit(executor);
  return found;
}

/** It calls one of the parameters, or keeps it as what is to be called. */
function callsOrKeeps(root: ts.Node, work: ReadonlySet<string>): boolean {
  if (ts.isCallExpression(root) && ts.isIdentifier(root.expression) && work.has(root.expression.text)) return true;
  const kept = ts.isShorthandPropertyAssignment(root)
    ? root.name
    : ts.isPropertyAssignment(root) && ts.isIdentifier(root.initializer)
      ? root.initializer
      : undefined;
  if (kept !== undefined && work.has(kept.text) && isCallable(kept, work)) return true;
  return ts.forEachChild(root, (child) => callsOrKeeps(child, work) || undefined) === true;
}

/** The parameter is a function by its type as written. */
function isCallable(kept: ts.Identifier, work: ReadonlySet<string>): boolean {
  for (let at: ts.Node | undefined = kept.parent; at !== undefined; at = at.parent) {
    if (!isFunctionNode(at)) continue;
    const parameter = at.parameters.find(({ name }) => ts.isIdentifier(name) && name.text === kept.text);
    if (parameter !== undefined)
      return (
        work.has(kept.text) &&
        parameter.type !== undefined &&
        /=>|\b\w*(Fn|Function|Task|Callback|Job|Work|Thunk)\b/.test(parameter.type.getText())
      );
  }
  return false;
}

// Locks for many readers or one writer: readers are counted while nobody writes, a writer sets a flag while nobody reads.

import { ts } from "ts-morph";
import type { FunctionNode } from "./names";
import { type Effect, type Shaped, withUsers } from "./shape-effects";
import type { Features, StateName } from "./shape-features";
import { isEmpty } from "./shape-flags";
import type { Group } from "./shape-groups";
import { has } from "./syntax";

export function readersWriter(group: Group, features: ReadonlyMap<string, Features>): Shaped | undefined {
  const { state } = group;
  const all = [...group.members].flatMap(([name, node]) => {
    const one = features.get(name);
    return one === undefined ? [] : [{ name, node, one }];
  });
  for (const writer of all) {
    if (!waits(writer.node)) continue;
    for (const reader of all) {
      if (reader === writer || !waits(reader.node)) continue;
      const count = [...reader.one.counts].find(
        (name) =>
          writer.one.tested.has(name) && !writer.one.changed.has(name) && counts(reader.node, name, state, true),
      );
      const flag = [...reader.one.tested].find(
        (name) =>
          name !== count &&
          !reader.one.changed.has(name) &&
          writer.one.tested.has(name) &&
          takes(writer.node, name, state),
      );
      if (count === undefined || flag === undefined) continue;
      const effects = new Map<string, Effect>();
      const enter = (one: Features, mode: "shared" | "exclusive"): Effect => ({
        effect: one.runs ? "RUN" : "ACQ",
        mode,
      });
      effects.set(reader.name, enter(reader.one, "shared"));
      effects.set(writer.name, enter(writer.one, "exclusive"));
      for (const { name, node } of all) {
        if (effects.has(name)) continue;
        const frees = counts(node, count, state, false) || clears(node, flag, state);
        if (frees && !waits(node)) effects.set(name, { effect: "REL" });
      }
      const releaser = reader.one.returnsFunction && !reader.one.runs;
      if (!reader.one.runs && !releaser && ![...effects.values()].some(({ effect }) => effect === "REL")) continue;
      const behind = [...reader.one.tested].some(
        (name) => name !== flag && name !== count && (writer.one.enqueued.has(name) || writer.one.counts.has(name)),
      );
      return {
        kind: "rwlock",
        shape: "readers-writer",
        state: count,
        releaser,
        reentrant: reader.one.owners.size > 0 || writer.one.owners.size > 0,
        // Readers are let in although writers wait.
        unfair: !behind,
        effects: withUsers(effects, features),
      };
    }
  }
  return undefined;
}

function waits(fn: FunctionNode): boolean {
  return has(
    fn,
    (node) => ts.isAwaitExpression(node) || (ts.isNewExpression(node) && node.expression.getText() === "Promise"),
  );
}

function counts(fn: FunctionNode, name: string, state: StateName, up: boolean): boolean {
  const signs = up ? /^(\+\+|\+=)$/ : /^(--|-=)$/;
  return has(fn, (node) => {
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
      return signs.test(ts.tokenToString(node.operator) ?? "") && state(node.operand) === name;
    return ts.isBinaryExpression(node) && signs.test(node.operatorToken.getText()) && state(node.left) === name;
  });
}

/** It sets the flag, or counts itself in. */
function takes(fn: FunctionNode, name: string, state: StateName): boolean {
  return counts(fn, name, state, true) || assigns(fn, name, state, false);
}

function clears(fn: FunctionNode, name: string, state: StateName): boolean {
  return counts(fn, name, state, false) || assigns(fn, name, state, true);
}

function assigns(fn: FunctionNode, name: string, state: StateName, empty: boolean): boolean {
  return has(
    fn,
    (node) =>
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      state(node.left) === name &&
      isEmpty(node.right) === empty,
  );
}

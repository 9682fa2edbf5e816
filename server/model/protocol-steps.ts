// The order in which a module speaks to another thread and waits for its answer, as far as it is the same on every run.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { type EntityId, entityOf } from "./entity";
import { isFunctionNode, nodeRange } from "./names";
import type { Resolver } from "./resolve";

export interface ProtocolStep {
  readonly kind: "send" | "wait";
  /** `starter`: who started this thread or process; otherwise the variable of the module that keeps the other side. */
  readonly peer: "starter" | EntityId;
  readonly at: Range;
  readonly text: string;
}

/**
 * Steps of a module's body up to and including the first wait: `once(peer, "message")` that is awaited on the spot. Anything
 * that may speak in another way (a handler, a call that gets the peer) ends the list before it, so that nothing is claimed.
 */
export function protocolOf(source: ts.SourceFile, resolver: Resolver): ProtocolStep[] {
  if (!/\bonce\s*\(/.test(source.text) || !/["']message["']/.test(source.text)) return [];
  const steps: ProtocolStep[] = [];
  let open = true;
  const visit = (node: ts.Node): void => {
    if (!open) return;
    if (isFunctionNode(node)) {
      // A function that can speak may run before the wait ends.
      if (/\b(postMessage|send)\s*\(/.test(node.getText(source))) open = false;
      return;
    }
    if (ts.isAwaitExpression(node)) {
      const peer = waited(node.expression, source, resolver);
      if (peer !== undefined) {
        steps.push({
          kind: "wait",
          peer,
          at: nodeRange(node.expression, source),
          text: node.expression.getText(source),
        });
        open = false;
        return;
      }
    }
    ts.forEachChild(node, visit);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const peer = /^(postMessage|send)$/.test(name.text) ? peerOf(expression, source, resolver) : undefined;
      if (peer !== undefined)
        steps.push({ kind: "send", peer, at: nodeRange(node, source), text: node.getText(source) });
    }
  };
  for (const statement of source.statements) {
    const plain = ts.isVariableStatement(statement) || ts.isExpressionStatement(statement);
    if (plain) visit(statement);
    else if (/\b(postMessage|send|once|on)\s*\(/.test(statement.getText(source))) break;
    if (!open) break;
  }
  return steps;
}

function waited(node: ts.Expression, source: ts.SourceFile, resolver: Resolver): ProtocolStep["peer"] | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText(source) !== "once" || node.arguments.length !== 2)
    return undefined;
  const [emitter, event] = node.arguments;
  return emitter !== undefined && event?.getText(source).slice(1, -1) === "message"
    ? peerOf(emitter, source, resolver)
    : undefined;
}

function peerOf(node: ts.Expression, source: ts.SourceFile, resolver: Resolver): ProtocolStep["peer"] | undefined {
  const text = node.getText(source).replace(/[!?]/g, "");
  return /^(parentPort|process)$/.test(text) ? "starter" : entityOf(node, resolver);
}

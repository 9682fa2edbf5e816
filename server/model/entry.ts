// A file as the entry of a thread: when it begins to listen, and whether it ends by itself.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { isFunctionNode, nodeRange } from "./names";

export interface EntryFacts {
  /** It listens for messages, which keeps the thread alive. */
  readonly listens?: Range;
  /** It listens for messages, or a child process for the end of its channel: either keeps it alive. */
  readonly keeps?: Range;
  /** The module waits before it begins to listen: where. */
  readonly waitsBefore?: Range;
  /** It can end by itself: `process.exit`, `parentPort.close`, `self.close`, `unref`. */
  readonly ends: boolean;
}

export function entryOf(source: ts.SourceFile): EntryFacts {
  const text = source.text;
  const ends =
    /\bprocess\s*\.\s*(exit|disconnect|kill)\b|\b(parentPort|self|globalThis)\b\s*[!?]?\.\s*(close|unref)\b|^\s*close\(\)|\.removeAllListeners\b|\bparentPort\b[!?]?\s*\.\s*(off|removeListener)\b/m.test(
      text,
    );
  if (!/\bonmessage\b|["'](?:message|disconnect)["']|\bexpose\s*\(/.test(text)) return { ends };
  let listens: ts.Node | undefined;
  let waits: ts.Node | undefined;
  let keeps: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node)) return;
    if (listens === undefined && isListening(node, source, /^message$/)) listens = node;
    if (keeps === undefined && isListening(node, source, /^(message|disconnect)$/)) keeps = node;
    const await_ = ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
    if (await_ && listens === undefined) waits ??= node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return {
    ends,
    ...(listens === undefined ? {} : { listens: nodeRange(listens, source) }),
    ...(keeps === undefined ? {} : { keeps: nodeRange(keeps, source) }),
    ...(listens === undefined || waits === undefined ? {} : { waitsBefore: nodeRange(waits, source) }),
  };
}

/** `onmessage = …`, `parentPort.on("message", …)`, `process.on("message", …)`, comlink's `expose(api)`. */
function isListening(node: ts.Node, source: ts.SourceFile, events: RegExp): boolean {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return /^((self|globalThis|parentPort)[!?]?\.)?onmessage$/.test(node.left.getText(source));
  if (!ts.isCallExpression(node)) return false;
  const callee = node.expression.getText(source).replace(/[!?]/g, "");
  if (/^(\w+\.)?expose$/.test(callee)) return true;
  const [event] = node.arguments;
  return (
    /^((self|globalThis|parentPort|process)\.)?(on|addListener|addEventListener)$/.test(callee) &&
    event !== undefined &&
    ts.isStringLiteralLike(event) &&
    events.test(event.text)
  );
}

// Promises that the program makes itself, and the ways on which nobody settles them.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import type { FunctionId } from "./facts";
import { functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import { calleeText, type Resolver } from "./resolve";
import { gapsOf } from "./settling-paths";

/** A way on which a promise is left pending for ever. */
export interface Gap {
  /**
   * `never`: on every run · `path`: a way to the end settles nothing · `rejected`: only the success of another promise
   * is handed on · `thrown`: an async function throws, and nobody hears of it.
   */
  readonly kind: "never" | "path" | "rejected" | "thrown";
  /** Where that way ends, or what fails. */
  readonly at: Range;
  /** Why the run goes this way, as the second half of "never settles when …"; what fails, as written. */
  readonly why: string;
  /** The user's function that would have to fail. */
  readonly callee?: FunctionId;
  /** Text to put in, where that repairs it. */
  readonly fix?: readonly { readonly at: Range; readonly newText: string }[];
}

/** One `new Promise(...)` that has such ways. */
export interface MadePromise {
  readonly at: Range;
  /** Name of the function that makes it, for people. */
  readonly in: string;
  readonly fn: FunctionId;
  readonly gaps: readonly Gap[];
}

/** Only promises with gaps; the cheap test on the text keeps other files from being walked. */
export function settlingOf(source: ts.SourceFile, resolver: Resolver): MadePromise[] {
  if (!/\bnew\s+Promise\b/.test(source.text)) return [];
  const made: MadePromise[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && calleeText(node.expression) === "Promise") {
      const executor = node.arguments?.[0];
      const gaps = executor !== undefined && isFunctionNode(executor) ? gapsOf(executor, resolver) : [];
      if (gaps.length > 0) {
        const around = functionAround(node) ?? source;
        made.push({ at: rangeOfNew(node, source), in: personName(around), fn: functionId(around), gaps });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return made;
}

/** `new Promise`, without what is in its brackets. */
function rangeOfNew(node: ts.NewExpression, source: ts.SourceFile): Range {
  return { start: nodeRange(node, source).start, end: nodeRange(node.expression, source).end };
}

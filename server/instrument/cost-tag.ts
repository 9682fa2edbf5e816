// `/** @cost 5 */` before a statement: the CPU time that the whole statement takes, in ticks of the simulated machine.

import type { ts } from "ts-morph";
import { brokenBecause } from "./expression";

/** What a `@cost` says. */
export type CostTag =
  /** An expression, evaluated where the statement stands. */
  | { readonly kind: "cost"; readonly text: string }
  | { readonly kind: "broken"; readonly text: string; readonly message: string };

const TAG = /@cost[ \t]+([^\r\n]*?)[ \t]*(?:\*\/|\r?\n|$)/;

/** The tag in the comments right before a statement; `undefined` where there is none. */
export function costTagOf(statement: ts.Statement, source: ts.SourceFile): CostTag | undefined {
  const from = statement.getFullStart();
  const start = statement.getStart(source);
  if (start - from < "//@cost 0".length) return undefined;
  const comment = source.text.slice(from, start);
  const text = comment.includes("@cost") ? TAG.exec(comment)?.[1] : undefined;
  if (text === undefined || text === "") return undefined;
  const message = brokenBecause(text);
  return message === undefined ? { kind: "cost", text } : { kind: "broken", text, message };
}

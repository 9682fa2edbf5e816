// `/** @simulated { id: 1 } after 20 ms */` above a function: what it gives in a simulation, instead of running. For input and output.

import { ts } from "ts-morph";
import { parse } from "./syntax";
import { probe, type Walk } from "./walk";

export interface SimulatedResult {
  /** An expression; the function's parameters are in its scope. */
  readonly text: string;
  readonly throws: boolean;
  readonly milliseconds: number;
}

/** What stands in a comment above it; `undefined` where there is no such tag, or no expression in it. */
export function simulatedResult(node: ts.FunctionLikeDeclaration, source: ts.SourceFile): SimulatedResult | undefined {
  if (ts.isConstructorDeclaration(node) || node.asteriskToken !== undefined) return undefined;
  return simulatedText(node, source);
}

/** The same for whatever the tag stands above. */
export function simulatedText(node: ts.Node, source: ts.SourceFile): SimulatedResult | undefined {
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "simulated");
  if (tag === undefined) return undefined;
  const { throws, expression, delay } = partsOf(tag, source);
  const failure = FAILURE.exec(expression)?.[1];
  const milliseconds = Number(delay ?? DELAY);
  if (failure !== undefined) return { text: systemError(failure), throws: true, milliseconds };
  const text = expression === "" ? "undefined" : expression;
  const broken = parse("/simulated.ts", `async () => (${text}\n);`).problems.length > 0;
  return broken ? undefined : { text, throws, milliseconds };
}

/** The expression of a tag, for whoever says what is wrong with it; empty where there is none. */
export function expressionOf(tag: ts.JSDocTag, source: ts.SourceFile): string {
  const { expression } = partsOf(tag, source);
  return FAILURE.test(expression) ? "" : expression;
}

/** `fails with ECONNREFUSED`: an error of the operating system by its name. */
const FAILURE = /^fails\s+with\s+(E[A-Z_]+)$/;

function partsOf(tag: ts.JSDocTag, source: ts.SourceFile) {
  const said = source.text
    .slice(tag.tagName.getEnd(), tag.getEnd())
    .replace(/\*\/\s*$/, "")
    .replace(/\r?\n\s*\*?/g, " ")
    .trim();
  const [, throws, expression = "", delay] =
    /^(throws\s)?([\s\S]*?)(?:\s+after\s+(\d+(?:\.\d+)?)\s*ms)?$/.exec(said) ?? [];
  return { throws: throws !== undefined, expression: expression.trim(), delay };
}

/** An error of the operating system, as Node makes it. */
function systemError(code: string): string {
  return `Object.assign(new Error("${code}"), { code: "${code}", syscall: "simulated" })`;
}

/** What input and output take where the tag does not say. */
const DELAY = 1;

/** The statements that take the place of the function's own. */
export function simulatedBody(node: ts.FunctionLikeDeclaration, name: string, async: boolean, walk: Walk): string {
  const result = simulatedResult(node, walk.source);
  if (result === undefined) return "";
  const { text, throws, milliseconds } = result;
  const start = node.getStart(walk.source);
  const site = walk.sites.add("await", start, node.body?.getStart(walk.source) ?? node.getEnd(), name, name);
  const promised = node.type !== undefined && /^Promise(Like)?\b/.test(node.type.getText(walk.source));
  const takes = async || promised ? ` after ${milliseconds} ms` : "";
  const how = throws ? `throw \`${text}\`` : `give \`${text}\``;
  walk.file.assume("modelled-io", `\`${name}\` is not run: as its comment says, it is taken to ${how}${takes}.`, site);
  const wait = `new Promise((done) => setTimeout(done, ${milliseconds}))`;
  const end = throws ? `throw (${text});` : `return (${text});`;
  if (async) return `await ${probe("a", site, wait)};${end}`;
  return promised ? `return ${wait}.then(() => { ${end} });` : end;
}

// Keeps the program from what instrumented code alone may name: its probes, and the memory in which it counts.

import { COUNTS_NAME, PROBE_NAME, SEEN_NAME } from "#engine/runtime/abi";
import { ts } from "ts-morph";
import { createEdits } from "./edits";
import { isVariableName } from "./variable-names";

const HIDDEN: ReadonlySet<string> = new Set([PROBE_NAME, COUNTS_NAME, SEEN_NAME]);
/** One of them may be there, or its letters written as escapes. */
const SUSPICIOUS = new RegExp(`${PROBE_NAME}|\\\\u(?:\\{0*|00)(?:5f|69|6c|63|73)`, "i");
const ARGUMENTS = /(?<![.\w$])arguments(?![\w$])/;

/**
 * The text of a file of the program, in which such a name is another one, of the same length, that nothing else has: unknown, or the program's
 * own variable.
 */
export function hideNames(path: string, text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  const source = parsed(path, text, /\.[cm]?ts$/.test(path) ? ts.ScriptKind.TS : ts.ScriptKind.TSX);
  const edits = createEdits(text);
  const free = freeName(text);
  const visit = (node: ts.Node): void => {
    const text = ts.isIdentifier(node) ? spelled(node.getText(source)) : "";
    if (ts.isIdentifier(node) && HIDDEN.has(text) && isVariableName(node)) {
      const name = text.replace(PROBE_NAME, free);
      edits.replace(node.getStart(source), node.getEnd(), isShort(node) ? `${text}:${name}` : name);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.apply();
}

/** A module has no `arguments` of its own: at the top of a bundle it would be the list of what its unit is given. */
export function hideArguments(bundle: string): string {
  if (!ARGUMENTS.test(bundle)) return bundle;
  const source = parsed("bundle.js", bundle, ts.ScriptKind.JS);
  const edits = createEdits(bundle);
  const free = freeName(bundle);
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node) || (ts.isFunctionLike(node) && !ts.isArrowFunction(node))) return;
    if (ts.isIdentifier(node) && node.text === "arguments" && isVariableName(node)) {
      edits.replace(node.getStart(source), node.getEnd(), isShort(node) ? `arguments:${free}` : free);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.apply();
}

function parsed(path: string, text: string, kind: ts.ScriptKind): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

/** A name without its escapes: TypeScript (5.9) loses the letter before one in braces. */
function spelled(name: string): string {
  return name.replace(/\\u(?:\{([\da-f]+)\}|([\da-f]{4}))/gi, (_, braced?: string, plain?: string) =>
    String.fromCodePoint(Math.min(Number.parseInt(braced ?? plain ?? "0", 16), 0x10ffff)),
  );
}

/** `{ name }` of an object, where it stands for a member, too. */
function isShort(node: ts.Identifier): boolean {
  return ts.isShorthandPropertyAssignment(node.parent) || isShortBinding(node, node.parent);
}

/** `const { name } = object;` */
function isShortBinding(node: ts.Identifier, parent: ts.Node): boolean {
  return (
    ts.isBindingElement(parent) &&
    ts.isObjectBindingPattern(parent.parent) &&
    parent.name === node &&
    parent.propertyName === undefined &&
    parent.dotDotDotToken === undefined
  );
}

/** As long as the probes' own, and nowhere in the text. */
function freeName(text: string): string {
  for (let number = 0; ; number++) {
    const name = `_${String(number).padStart(PROBE_NAME.length - 1, "i")}`;
    if (!text.includes(name)) return name;
  }
}

// `@interleave ...` tags: what users say of their own classes in the comments above them.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import type { PrimitiveFacts } from "./facts";
import { classId, type FunctionNode, functionId, isFunctionNode, nodeRange } from "./names";

/** What a class may be said to be; `none`: not a lock, whatever its shape. */
const KINDS = ["mutex", "semaphore", "none"] as const;
/** What a method may be said to do. */
const EFFECTS = { acquire: "ACQ", release: "REL", run: "RUN" } as const;

export interface TagProblem {
  readonly message: string;
  readonly range: Range;
}

/** The primitive that the tags of a class describe; `none` where they say that it is none; `undefined` where there are no tags. */
export function taggedPrimitive(
  node: ts.ClassLikeDeclaration,
  source: ts.SourceFile,
): PrimitiveFacts | "none" | undefined {
  const kind = wordsOf(node).find(isKind);
  if (kind === "none") return "none";
  const operations = node.members.flatMap((member) => {
    const method = methodOf(member);
    const word = wordsOf(member).find(isEffect);
    if (method === undefined || word === undefined || member.name === undefined) return [];
    return [{ member: member.name.getText(source), id: functionId(method), effect: EFFECTS[word], method }];
  });
  if (!operations.some(({ effect }) => effect !== "REL")) return undefined;
  return {
    name: node.name?.text ?? "class",
    kind: kind ?? "mutex",
    at: nodeRange(node.name ?? node, source),
    shape: "tagged",
    cls: classId(node),
    operations: operations.map(({ member, id, effect }) => ({ member, id, effect })),
    releaser: operations.some(({ effect, method }) => effect === "ACQ" && givesFunction(method)),
  };
}

/** Tags that say nothing that is understood, each at its word. */
export function tagProblems(source: ts.SourceFile): TagProblem[] {
  if (!source.text.includes("@interleave")) return [];
  const found: TagProblem[] = [];
  const visit = (node: ts.Node): void => {
    const onClass = ts.isClassLike(node);
    if (onClass || ts.isClassElement(node)) {
      const words: readonly string[] = onClass ? KINDS : Object.keys(EFFECTS);
      for (const tag of tagsOf(node)) {
        const [word = ""] = textOf(tag).split(/\s+/);
        if (words.includes(word)) continue;
        const what = onClass ? "A class" : "A member";
        const said = word === "" ? "nothing" : `\`${word}\``;
        const message = `${what} can be tagged \`@interleave ${words.join("`, `@interleave ")}\`; ${said} is not understood.`;
        found.push({ message, range: nodeRange(tag, source) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function wordsOf(node: ts.Node): string[] {
  return tagsOf(node).map((tag) => textOf(tag).split(/\s+/)[0] ?? "");
}

function tagsOf(node: ts.Node): ts.JSDocTag[] {
  return ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === "interleave");
}

function textOf(tag: ts.JSDocTag): string {
  return (ts.getTextOfJSDocComment(tag.comment) ?? "").trim();
}

function methodOf(member: ts.ClassElement): FunctionNode | undefined {
  if (ts.isMethodDeclaration(member) && member.body !== undefined) return member;
  const initializer = ts.isPropertyDeclaration(member) ? member.initializer : undefined;
  return initializer !== undefined && isFunctionNode(initializer) ? initializer : undefined;
}

/** By its declared type: `Promise<() => void>`. */
function givesFunction(method: FunctionNode): boolean {
  const { type } = method;
  if (type === undefined) return false;
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionTypeNode(node)) found = true;
    else ts.forEachChild(node, visit);
  };
  visit(type);
  return found;
}

function isKind(word: string): word is (typeof KINDS)[number] {
  return KINDS.some((kind) => kind === word);
}

function isEffect(word: string): word is keyof typeof EFFECTS {
  return Object.hasOwn(EFFECTS, word);
}

// Calls of the language's own methods whose meaning is known by their name: those of promises, lists and maps.

import { ts } from "ts-morph";
import type { Builtin } from "./facts";

/** @param text the callee as written */
export function builtinOf(node: ts.CallExpression, text: string): Builtin | undefined {
  switch (text) {
    case "Promise.all":
    case "Promise.allSettled":
      return "promise-all";
    case "Promise.race":
    case "Promise.any":
      return "promise-race";
    case "Promise.resolve":
      return "promise-resolve";
  }
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
  const member = node.expression.name.text;
  const count = node.arguments.length;
  if (member === "then" || member === "catch" || member === "finally") return member;
  if (member === "map" && count >= 1) return "map";
  if (EACH.has(member) && count >= 1) return "each";
  if (member === "sort" || member === "toSorted") return "sort";
  if (member === "get" && count === 1) return "keyed-get";
  if (member === "set" && count === 2) return "keyed-set";
  if (/^(push|unshift|add)$/.test(member) && count >= 1) return "append";
  if (/^(shift|pop|at|values)$/.test(member) && count <= 1) return "take";
  if (member === "bind") return "bind";
  return undefined;
}

const EACH = new Set([
  "forEach",
  "filter",
  "some",
  "every",
  "find",
  "findIndex",
  "findLast",
  "reduce",
  "reduceRight",
  "flatMap",
]);

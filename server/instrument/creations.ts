// Where objects are made and what they are called: `n(...)` around `new`, and around calls whose result gets a name.

import { ts } from "ts-morph";
import { className, shortText, slotOf } from "./names";
import { probe, siteOf, type Walk, wrap } from "./walk";

/** Classes of the language that are never a resource, so that they keep their full speed. */
const PLAIN_CLASSES: ReadonlySet<string> = new Set([
  "Array",
  "ArrayBuffer",
  "BigInt64Array",
  "BigUint64Array",
  "DataView",
  "Date",
  "Error",
  "EvalError",
  "Float32Array",
  "Float64Array",
  "Int16Array",
  "Int32Array",
  "Int8Array",
  "Map",
  "Number",
  "Object",
  "Proxy",
  "RangeError",
  "ReferenceError",
  "RegExp",
  "Set",
  "String",
  "SyntaxError",
  "TextDecoder",
  "TextEncoder",
  "TypeError",
  "URIError",
  "URL",
  "URLSearchParams",
  "Uint16Array",
  "Uint32Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "WeakMap",
  "WeakRef",
  "WeakSet",
]);

/** Functions of the platform whose result is never a resource. */
const PLAIN_CALLS: ReadonlySet<string> = new Set([
  "BigInt",
  "Boolean",
  "Number",
  "String",
  "Symbol",
  "isNaN",
  "parseFloat",
  "parseInt",
  "require",
  "structuredClone",
]);

export function visitNew(node: ts.NewExpression, walk: Walk, children: () => void): void {
  const callee = node.expression;
  const plain =
    ts.isIdentifier(callee) &&
    PLAIN_CLASSES.has(callee.text) &&
    !walk.file.declares.has(callee.text) &&
    // A view of shared memory: whoever waits at one of its cells waits for it.
    !(walk.file.suspendable !== undefined && callee.text.endsWith("Array"));
  if (plain || isConstructed(node)) {
    children();
    return;
  }
  const slot = slotOf(node);
  const label = slot?.label || shortText(callee, walk.source);
  record(node, walk, label, slot?.owner, children);
}

/** A call that is not awaited on the spot. */
export function visitPlainCall(node: ts.CallExpression, walk: Walk, children: () => void): void {
  const slot = slotOf(node);
  if (slot === undefined || slot.label === "" || !mayMakeResource(node, walk)) {
    children();
    return;
  }
  record(node, walk, slot.label, slot.owner, children);
}

/** A class that `Scenario.primitives` describes. */
export function visitPrimitive(node: ts.ClassLikeDeclaration, walk: Walk, children: () => void): void {
  const name = className(node);
  const index = name === undefined ? undefined : walk.file.primitives.get(name);
  if (name === undefined || index === undefined) {
    children();
    return;
  }
  const headEnd = Math.min(node.getEnd(), node.members.pos);
  const site = siteOf(walk, "new", node, name, headEnd);
  if (ts.isClassDeclaration(node)) {
    children();
    if (node.name !== undefined)
      walk.edits.insert(node.getEnd(), `${name}=${probe("prim", site, name, String(index))};`);
    return;
  }
  // The object literal gives an anonymous class the name that its variable would have given it.
  const key = JSON.stringify(name);
  wrap(walk, node, `${probe("prim", site).slice(0, -1)},({${key}:`, `})[${key}],${index})`, children);
}

function record(
  node: ts.NewExpression | ts.CallExpression,
  walk: Walk,
  label: string,
  owner: string | undefined,
  children: () => void,
): void {
  const site = siteOf(walk, "new", node, label);
  wrap(walk, node, `${probe("n", site).slice(0, -1)},`, owner === undefined ? ")" : `,${owner})`, children);
}

function mayMakeResource(node: ts.CallExpression, walk: Walk): boolean {
  if (ts.isOptionalChain(node)) return false;
  const callee = node.expression;
  if (ts.isIdentifier(callee)) return !PLAIN_CALLS.has(callee.text);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const object = callee.expression;
  return ts.isIdentifier(object) && walk.file.imported.has(object.text);
}

/** Whether this is the callee of another `new`, where a call cannot stand without parentheses. */
function isConstructed(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) return parent.expression === node;
  if (!ts.isPropertyAccessExpression(parent) && !ts.isElementAccessExpression(parent)) return false;
  return parent.expression === node && isConstructed(parent);
}

// What a person would call a function, a new object or a callee: the words of the trace.

import { ts } from "ts-morph";

/** Name of the code outside all functions. */
export const MODULE = "module";
const LONGEST = 60;
const LONGEST_SUBJECT = 24;
/** Methods of Node's and the DOM's emitters that add a listener. */
const LISTENING: ReadonlySet<string> = new Set([
  "on",
  "once",
  "addListener",
  "prependListener",
  "prependOnceListener",
  "addEventListener",
]);

/** `transfer`, `Bank.audit`, `on message`, `then callback`. `enclosing` is the name of the function around it. */
export function functionName(node: ts.SignatureDeclaration, enclosing: string): string {
  if (ts.isConstructorDeclaration(node)) return `${className(node.parent) ?? "class"}.constructor`;
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
    const member = propertyText(node.name);
    const owner = ts.isClassLike(node.parent) ? className(node.parent) : slotOf(node.parent)?.label;
    return owner === undefined || owner === "" ? member : `${owner}.${member}`;
  }
  if (node.name !== undefined && ts.isIdentifier(node.name)) return node.name.text;
  const slot = slotOf(node);
  if (slot !== undefined && slot.label !== "" && slot.direct) return slot.label;
  if (ts.isFunctionDeclaration(node)) return "default";
  return callbackName(node) ?? `function in ${enclosing.replace(/^function in /, "")}`;
}

/** What a function without a name is given to says best what it is for: `on message`, `get /users`, `setTimeout callback`. */
function callbackName(node: ts.Node): string | undefined {
  const call = node.parent;
  if (isTransparent(call, node)) return callbackName(call);
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return undefined;
  if (call.arguments?.some((argument) => argument === node) !== true) return undefined;
  const { expression: callee } = call;
  const of = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : "";
  if (of === "") return undefined;
  if (of === "Promise") return "Promise executor";
  const [first] = call.arguments;
  const subject = first !== undefined && ts.isStringLiteralLike(first) ? first.text : "";
  if (subject === "" || subject.length > LONGEST_SUBJECT || subject.includes("\n")) return `${of} callback`;
  return `${LISTENING.has(of) ? "on" : of} ${subject}`;
}

/** Where a value is stored. */
export interface Slot {
  /** `lock`, `account.lock`, `locks[1]`; empty where it has no name of its own. */
  readonly label: string;
  /** Source of the object whose property it becomes, where that object exists already. */
  readonly owner: string | undefined;
  /** The value itself is stored, not something made of it. */
  readonly direct: boolean;
}

/** The variable, field or property that an expression's value goes to. */
export function slotOf(node: ts.Node): Slot | undefined {
  const parent = node.parent;
  if (isTransparent(parent, node)) return slotOf(parent);
  if (ts.isVariableDeclaration(parent)) return named(ts.isIdentifier(parent.name) ? parent.name.text : undefined);
  if (ts.isBindingElement(parent) || ts.isParameter(parent)) {
    return named(ts.isIdentifier(parent.name) ? parent.name.text : undefined);
  }
  if (ts.isPropertyDeclaration(parent) && parent.initializer === node) {
    return { label: fieldLabel(parent), owner: "this", direct: true };
  }
  if (ts.isBinaryExpression(parent) && parent.right === node && isAssignment(parent.operatorToken.kind)) {
    return assigned(parent.left);
  }
  if (ts.isPropertyAssignment(parent) && parent.initializer === node) {
    const outer = slotOf(parent.parent);
    const own = propertyText(parent.name);
    const prefix = outer?.label ?? "";
    return { label: prefix === "" ? own : `${prefix}.${own}`, owner: undefined, direct: true };
  }
  if (ts.isArrayLiteralExpression(parent)) {
    const outer = slotOf(parent)?.label ?? "";
    if (outer === "") return undefined;
    const elements: readonly ts.Node[] = parent.elements;
    return { label: `${outer}[${elements.indexOf(node)}]`, owner: undefined, direct: true };
  }
  if (ts.isExportAssignment(parent)) return named("default");
  return undefined;
}

/** Callee or operand in one line. */
export function shortText(node: ts.Node, source: ts.SourceFile): string {
  const text = node.getText(source).replace(/\s+/g, " ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

export function className(node: ts.Node): string | undefined {
  if (!ts.isClassLike(node)) return undefined;
  return node.name?.text ?? slotOf(node)?.label;
}

function named(label: string | undefined): Slot | undefined {
  return label === undefined ? undefined : { label, owner: undefined, direct: true };
}

function assigned(left: ts.Expression): Slot | undefined {
  if (ts.isIdentifier(left)) return named(left.text);
  if (!ts.isPropertyAccessExpression(left)) return undefined;
  const { expression: object, name } = left;
  if (object.kind === ts.SyntaxKind.ThisKeyword) return { label: name.text, owner: "this", direct: true };
  if (ts.isIdentifier(object)) {
    if (object.text === "module" || object.text === "exports") return named(name.text);
    return { label: `${object.text}.${name.text}`, owner: undefined, direct: true };
  }
  return named(name.text);
}

function fieldLabel(field: ts.PropertyDeclaration): string {
  const isStatic = field.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) === true;
  const owner = isStatic ? className(field.parent) : undefined;
  const name = propertyText(field.name);
  return owner === undefined ? name : `${owner}.${name}`;
}

function propertyText(name: ts.PropertyName): string {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  return "[computed]";
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken
  );
}

/** Expressions whose value is their operand's. */
function isTransparent(parent: ts.Node, node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent)) return true;
  if (ts.isNonNullExpression(parent) || ts.isSatisfiesExpression(parent) || ts.isTypeAssertionExpression(parent))
    return true;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (!ts.isBinaryExpression(parent)) return false;
  const kind = parent.operatorToken.kind;
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

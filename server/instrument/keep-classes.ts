// Marks the classes that every run of a unit can share, so that a program that is run often does not make them, and V8 their shapes, again each time.

import { COUNTS_NAME, PROBE_NAME, SEEN_NAME } from "#engine/runtime/abi";
import { ts } from "ts-morph";
import { createEdits } from "./edits";
import { SITE_PLACEHOLDER } from "./file-sites";
import { isVariableName } from "./variable-names";

/** What every run finds the same: the realm's own, and pure functions of the language. */
const SHARED =
  /^(?:Array|ArrayBuffer|BigInt|Boolean|Error|Infinity|JSON|Map|NaN|Number|Object|Promise|RangeError|RegExp|Set|String|Symbol|TypeError|Uint8Array|WeakMap|WeakSet|isFinite|isNaN|parseFloat|parseInt|undefined|__async\d*)$/;
const PROBES: ReadonlySet<string> = new Set([PROBE_NAME, COUNTS_NAME, SEEN_NAME]);

/**
 * `var A = class { … };` becomes `var A = __il.keep(() => { var A = class { … }; return A; }, index, unchanged);` where the class has no state
 * of its own and means nothing of its program's. `unchanged`: the program only makes instances of it and calls their methods.
 */
export function keepClasses(code: string): string {
  if (!/\bclass\b/.test(code)) return code;
  const source = ts.createSourceFile("unit.js", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const body = programBody(source);
  if (body === undefined) return code;
  const outer = new Set<string>();
  for (const statement of body.statements) declare(statement, outer);
  const edits = createEdits(code);
  let kept = 0;
  for (const statement of body.statements) {
    const found = classOf(statement);
    if (found === undefined || !isPlain(found.made) || !isClosed(found.made, outer)) continue;
    const { name, made } = found;
    const last = `return ${name};},${kept++},${isUnchanged(name, made, code)});`;
    if (ts.isClassDeclaration(made)) {
      edits.insert(made.getStart(source), `let ${name}=${PROBE_NAME}.keep(()=>{`);
      edits.insert(made.getEnd(), last);
    } else {
      edits.insert(made.getStart(source), `${PROBE_NAME}.keep(()=>{var ${name}=`);
      edits.replace(made.getEnd(), statement.getEnd(), `;${last}`);
    }
  }
  return kept === 0 ? code : edits.apply();
}

/** The statements of the program: the block of what `main` is given, or of the generator that it runs. */
function programBody(source: ts.SourceFile): ts.Block | undefined {
  const [statement] = source.statements;
  const call = statement !== undefined && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const given = call !== undefined && ts.isCallExpression(call) ? call.arguments[1] : undefined;
  if (given === undefined || !ts.isArrowFunction(given)) return undefined;
  if (ts.isBlock(given.body)) return given.body;
  const inner = ts.isCallExpression(given.body) ? given.body.arguments[2] : undefined;
  return inner !== undefined && ts.isFunctionExpression(inner) ? inner.body : undefined;
}

interface Found {
  readonly name: string;
  readonly made: ts.ClassLikeDeclaration;
}

function classOf(statement: ts.Statement): Found | undefined {
  if (ts.isClassDeclaration(statement)) {
    return statement.name === undefined ? undefined : { name: statement.name.text, made: statement };
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, more] = statement.declarationList.declarations;
  if (declaration === undefined || more !== undefined || !ts.isIdentifier(declaration.name)) return undefined;
  const { initializer } = declaration;
  if (initializer === undefined || !ts.isClassExpression(initializer)) return undefined;
  return { name: declaration.name.text, made: initializer };
}

/** Nothing of it runs, or is kept, before there is an instance. */
function isPlain({ heritageClauses, modifiers, members }: ts.ClassLikeDeclaration): boolean {
  if (heritageClauses !== undefined || modifiers !== undefined) return false;
  return members.every(
    (member) =>
      !ts.isClassStaticBlockDeclaration(member) &&
      !(member.name !== undefined && ts.isComputedPropertyName(member.name)) &&
      !(ts.isPropertyDeclaration(member) && member.modifiers !== undefined),
  );
}

/** Every name in it is its own, or the same in every run. */
function isClosed(made: ts.ClassLikeDeclaration, outer: ReadonlySet<string>): boolean {
  const inner = new Set<string>();
  if (ts.isClassExpression(made) && made.name !== undefined) inner.add(made.name.text);
  const collect = (node: ts.Node): void => {
    declare(node, inner);
    ts.forEachChild(node, collect);
  };
  ts.forEachChild(made, collect);
  const holds = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && isVariableName(node) && node !== made.name) {
      const { text } = node;
      const shared = PROBES.has(text) || text.match(SITE_PLACEHOLDER)?.[0] === text || SHARED.test(text);
      const own = (inner.has(text) || shared) && !outer.has(text);
      if (!own) return false;
    }
    return ts.forEachChild(node, (child) => (holds(child) ? undefined : true)) === undefined;
  };
  return holds(made);
}

/** Adds the names that a node declares. */
function declare(node: ts.Node, names: Set<string>): void {
  const bind = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.add(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) bind(element.name);
  };
  if (ts.isVariableStatement(node)) for (const { name } of node.declarationList.declarations) bind(name);
  else if (ts.isVariableDeclaration(node) || ts.isParameter(node)) bind(node.name);
  else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isFunctionExpression(node)) {
    if (node.name !== undefined) names.add(node.name.text);
  } else if (
    ts.isBlock(node.parent) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node)
  )
    declareVars(node, names);
}

/** `var` in a block or a loop belongs to the function around it. */
function declareVars(node: ts.Node, names: Set<string>): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
  if (ts.isVariableDeclaration(node)) declare(node, names);
  else ts.forEachChild(node, (child) => declareVars(child, names));
}

/** Whether all that the text does with the class is to make instances, and with its methods to call them. */
function isUnchanged(name: string, made: ts.ClassLikeDeclaration, code: string): boolean {
  const methods = made.members.flatMap((member) =>
    !ts.isPropertyDeclaration(member) && member.name !== undefined ? [member.name.getText()] : [],
  );
  const only = (word: string, allowed: string): boolean => {
    const escaped = word.replaceAll("$", "\\$");
    const all = code.match(new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, "g")) ?? [];
    const known = code.match(new RegExp(allowed.replace("@", escaped), "g")) ?? [];
    return all.length === known.length + 1;
  };
  return only(name, "\\bnew @\\(") && methods.every((method) => only(method, "\\.@\\("));
}

// Which functions can stop in the middle of synchronous code: those from which an operation on shared memory can be reached, by the call graph.

import { ts } from "ts-morph";
import { isSharedElement, viewNames } from "./shared-access";

/** What one file's instrumentation has to know. */
export interface SuspendableFile {
  /** Offsets at which functions begin that can be suspended. */
  readonly functions: ReadonlySet<number>;
  /** Its top level can be suspended. */
  readonly module: boolean;
  /** Names that may hold a view of shared memory. */
  readonly views: ReadonlySet<string>;
  /** Names by which such functions are called, anywhere in the program. */
  readonly names: ReadonlySet<string>;
  /** Such functions are handed about as values, so that a call of an unknown function may be one of them. */
  readonly values: boolean;
  /** Names of the functions of `node:child_process` that block their thread. */
  readonly blocking: ReadonlySet<string>;
}

export interface ParsedFile {
  readonly path: string;
  readonly source: ts.SourceFile;
}

/** Members of `Atomics` that other threads can see. */
const OPERATIONS: ReadonlySet<string> = new Set(
  "load store add sub and or xor exchange compareExchange wait waitAsync notify".split(" "),
);

/** Functions of `node:child_process` that wait for the child's end. */
const BLOCKING: readonly string[] = ["spawnSync", "execSync", "execFileSync"];

/** Methods of arrays, maps and sets that call what they are given; the engine has its own of these. */
export const CALLERS: ReadonlySet<string> = new Set(
  "forEach map filter find findIndex findLast findLastIndex some every reduce reduceRight flatMap".split(" "),
);

/** What the event loop calls by itself, so that no user code stands below it on the stack. */
const ROOTS: ReadonlySet<string> = new Set(
  (
    "setTimeout setInterval setImmediate queueMicrotask nextTick on once addListener prependListener addEventListener " +
    "then catch finally"
  ).split(" "),
);

interface Fn {
  readonly file: string;
  readonly node: ts.Node;
  readonly names: readonly string[];
  /** Whether the language lets it be a generator. */
  readonly able: boolean;
  /** It does such an operation itself. */
  seed: boolean;
  readonly calls: Set<string>;
  /** It calls functions that only the running program knows. */
  unknown: boolean;
  /** Functions that it calls on the spot, or hands to a method that calls them. */
  readonly direct: Set<ts.Node>;
  readonly directNames: Set<string>;
}

/** `undefined` where no function of the program touches shared memory or waits for a process. */
export function findSuspendable(files: readonly ParsedFile[]): ReadonlyMap<string, SuspendableFile> | undefined {
  const blocking = blockingNames(files);
  if (blocking.size === 0 && !files.some(({ source }) => /\b(?:Atomics|SharedArrayBuffer)\b/.test(source.text)))
    return undefined;
  const views = viewNames(files);
  const program = collect(files, views);
  const able = program.functions.filter((fn) => fn.able);
  const found = new Set<Fn>();
  const nodes = new Set<ts.Node>();
  const names = new Set<string>(blocking);
  let values = false;
  for (let grown = true; grown; ) {
    grown = false;
    for (const fn of able) {
      if (found.has(fn)) continue;
      const reaches =
        fn.seed ||
        (fn.unknown && values) ||
        [...fn.calls].some((name) => names.has(name)) ||
        [...fn.directNames].some((name) => names.has(name)) ||
        [...fn.direct].some((node) => nodes.has(node));
      if (!reaches) continue;
      grown = true;
      found.add(fn);
      nodes.add(fn.node);
      for (const name of fn.names) names.add(name);
      if (program.values.has(fn.node) || fn.names.some((name) => program.valueNames.has(name))) values = true;
    }
  }
  if (found.size === 0) return undefined;
  return new Map(
    files.map(({ path, source }) => {
      const own = [...found].filter((fn) => fn.file === path);
      const functions = new Set(own.filter(({ node }) => node !== source).map(({ node }) => node.getStart(source)));
      return [path, { functions, module: own.some(({ node }) => node === source), views, names, values, blocking }];
    }),
  );
}

/** The names by which the program calls them; none where it does not ask for `node:child_process` at all. */
function blockingNames(files: readonly ParsedFile[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { source } of files) {
    if (!/\bchild_process\b/.test(source.text)) continue;
    for (const name of BLOCKING) {
      if (!source.text.includes(name)) continue;
      names.add(name);
      // `import { execSync as run }`, `const { execSync: run } = require(...)`.
      for (const [, alias = ""] of source.text.matchAll(new RegExp(`\\b${name}(?:\\s+as\\s+|\\s*:\\s*)(\\w+)`, "g")))
        names.add(alias);
    }
  }
  return names;
}

interface Program {
  readonly functions: readonly Fn[];
  /** Function expressions that are handed about. */
  readonly values: ReadonlySet<ts.Node>;
  /** Names that stand for a value, not for the function that is called. */
  readonly valueNames: ReadonlySet<string>;
}

function collect(files: readonly ParsedFile[], views: ReadonlySet<string>): Program {
  const functions: Fn[] = [];
  const values = new Set<ts.Node>();
  const valueNames = new Set<string>();
  const fields = new Set<string>();
  const unresolved: { readonly fn: Fn; readonly name: string }[] = [];

  for (const { path, source } of files) {
    const locals = new Set<string>();
    const add = (node: ts.Node, names: readonly string[], isAble: boolean): Fn => {
      const fn: Fn = {
        file: path,
        node,
        names,
        able: isAble,
        seed: false,
        calls: new Set(),
        unknown: false,
        direct: new Set(),
        directNames: new Set(),
      };
      functions.push(fn);
      return fn;
    };
    const visit = (node: ts.Node, within: Fn): void => {
      let inner = within;
      if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
        const names = namesOf(node);
        inner = add(node, names, canSuspend(node));
        if (names.length === 0 && isValue(node)) values.add(node);
      } else if (ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node)) {
        // Initialisers run where nothing can be suspended.
        inner = add(node, [], false);
      } else if (ts.isCallExpression(node)) {
        noteCall(node, within, unresolved);
      }
      if (isSharedElement(node, views)) within.seed = true;
      if (ts.isIdentifier(node) && isValue(node)) valueNames.add(node.text);
      noteDeclaration(node, locals, fields);
      ts.forEachChild(node, (child) => visit(child, inner));
    };
    visit(source, add(source, [], true));
    for (const { fn, name } of unresolved) if (fn.file === path && locals.has(name)) fn.unknown = true;
  }
  const known = new Set(functions.flatMap((fn) => fn.names));
  for (const { fn, name } of unresolved) if (!known.has(name) && fields.has(name)) fn.unknown = true;
  return { functions, values, valueNames };
}

function noteCall(call: ts.CallExpression, fn: Fn, unresolved: { readonly fn: Fn; readonly name: string }[]): void {
  const callee = unwrapped(call.expression);
  if (isAtomicOperation(call)) fn.seed = true;
  if (ts.isFunctionLike(callee)) fn.direct.add(callee);
  const name = calledName(callee);
  if (name === undefined) {
    if (ts.isElementAccessExpression(callee) || ts.isCallExpression(callee)) fn.unknown = true;
    return;
  }
  fn.calls.add(name);
  unresolved.push({ fn, name });
  // `lock.call(this)`: the method passes the call on.
  if ((name === "call" || name === "apply") && ts.isPropertyAccessExpression(callee)) {
    const target = calledName(callee.expression);
    if (target !== undefined) fn.directNames.add(target);
  }
  if (!CALLERS.has(name)) return;
  for (const argument of call.arguments) {
    const value = unwrapped(argument);
    if (ts.isFunctionLike(value)) fn.direct.add(value);
    else if (ts.isIdentifier(value)) fn.directNames.add(value.text);
  }
}

/** `Atomics.wait(...)` and its like. */
export function isAtomicOperation(call: ts.CallExpression): boolean {
  const callee = call.expression;
  return (
    ts.isPropertyAccessExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    callee.expression.text === "Atomics" &&
    OPERATIONS.has(callee.name.text)
  );
}

/** A call of a function of `node:child_process` that waits for the child's end. */
export function isBlockingCall(call: ts.CallExpression, { blocking }: SuspendableFile): boolean {
  const name = calledName(unwrapped(call.expression));
  return name !== undefined && blocking.has(name);
}

/** Whether a call may be one of a function that can be suspended. */
export function mayCallSuspendable(
  call: ts.CallExpression,
  file: SuspendableFile,
  declares: ReadonlySet<string>,
): boolean {
  if (isAtomicOperation(call)) return true;
  const callee = unwrapped(call.expression);
  if (ts.isFunctionLike(callee)) return true;
  const name = calledName(callee);
  if (name === undefined) return file.values;
  if (file.names.has(name)) return true;
  if (name === "call" || name === "apply") {
    const target = ts.isPropertyAccessExpression(callee) ? calledName(callee.expression) : undefined;
    if (target !== undefined && file.names.has(target)) return true;
  }
  return file.values && (ts.isPropertyAccessExpression(callee) || declares.has(name));
}

/** Whether the name that is called, or the function written on the spot, is that of one that can be suspended. */
export function isCalledByName(call: ts.CallExpression, file: SuspendableFile): boolean {
  const callee = unwrapped(call.expression);
  const name = calledName(callee);
  return name === undefined ? ts.isFunctionLike(callee) : file.names.has(name);
}

/** Whether a call hands a function that can be suspended to a method that calls it. */
export function isCallerOfSuspendable(call: ts.CallExpression, file: SuspendableFile, source: ts.SourceFile): boolean {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !CALLERS.has(callee.name.text)) return false;
  if (ts.isOptionalChain(call) || callee.expression.kind === ts.SyntaxKind.SuperKeyword) return false;
  return call.arguments.some((argument) => {
    const value = unwrapped(argument);
    if (ts.isFunctionLike(value)) return file.functions.has(value.getStart(source));
    return ts.isIdentifier(value) && file.names.has(value.text);
  });
}

/** A generator stays what it is; constructors and accessors cannot be one. */
function canSuspend(node: ts.SignatureDeclaration): boolean {
  if (ts.isConstructorDeclaration(node) || ts.isAccessor(node)) return false;
  return !("asteriskToken" in node) || node.asteriskToken === undefined;
}

function namesOf(node: ts.SignatureDeclaration): readonly string[] {
  if (ts.isConstructorDeclaration(node)) return [];
  const names: string[] = [];
  if (node.name !== undefined) pushName(names, node.name);
  let child: ts.Node = node;
  while (isTransparent(child.parent)) child = child.parent;
  const { parent } = child;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    pushName(names, parent.name);
  }
  if (ts.isBinaryExpression(parent) && parent.right === child) {
    const name = calledName(parent.left);
    if (name !== undefined) names.push(name);
  }
  return names;
}

function pushName(names: string[], name: ts.Node): void {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)) names.push(name.text);
}

function calledName(callee: ts.Node): string | undefined {
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
}

function unwrapped(node: ts.Node): ts.Node {
  return isTransparent(node) ? unwrapped(node.expression) : node;
}

function isTransparent(
  node: ts.Node,
): node is ts.ParenthesizedExpression | ts.AsExpression | ts.NonNullExpression | ts.SatisfiesExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}

/** Whether a function or a name is used as a value that somebody else may call: not called here, nor by the event loop. */
function isValue(node: ts.Node): boolean {
  let child = node;
  while (isTransparent(child.parent)) child = child.parent;
  const { parent } = child;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    if (parent.expression === child) return false;
    const name = calledName(parent.expression);
    return name === undefined || !(ROOTS.has(name) || CALLERS.has(name));
  }
  if (ts.isPropertyAccessExpression(parent)) return false;
  if (ts.isArrayLiteralExpression(parent) || ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) return true;
  if (ts.isConditionalExpression(parent) || ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.initializer === child && ts.isIdentifier(child);
  }
  return ts.isBinaryExpression(parent) && parent.right === child;
}

/** Notes names that may hold a function that only the running program knows. */
function noteDeclaration(node: ts.Node, locals: Set<string>, fields: Set<string>): void {
  if (ts.isParameter(node) || ts.isBindingElement(node) || ts.isVariableDeclaration(node)) {
    if (ts.isIdentifier(node.name)) locals.add(node.name.text);
  }
  if (ts.isPropertyDeclaration(node) || ts.isPropertySignature(node) || ts.isPropertyAssignment(node)) {
    if (ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name)) fields.add(node.name.text);
  } else if (ts.isShorthandPropertyAssignment(node)) fields.add(node.name.text);
  else if (ts.isParameter(node) && ts.isIdentifier(node.name) && node.modifiers !== undefined)
    fields.add(node.name.text);
}

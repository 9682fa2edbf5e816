// Puts probes into one user file: the walk, and which concern sees which node.

import { PROBE_NAME } from "#engine/runtime/abi";
import type { Assumption } from "#engine/scenario";
import { ts } from "ts-morph";
import { markReturned, visitAwait, visitAwaitedCall, visitSuspendedCall } from "./awaits";
import { isBulk, visitBulk } from "./bulk";
import { visitNew, visitPlainCall, visitPrimitive } from "./creations";
import { createEdits, type Edits } from "./edits";
import type { ModuleShape } from "./file-facts";
import { createFileSites, type FileSite, type PositionOf, positionsIn } from "./file-sites";
import { isFunction, visitFunction } from "./functions";
import { visitModuleReference } from "./module-scope";
import { className, MODULE } from "./names";
import { countDirectives, isDeclared, isLoop, visitIf, visitLoop, visitStatements } from "./statements";
import { visitSimulatedValue } from "./simulated-value";
import { visitSharedAccess } from "./shared-access";
import { STAND_IN } from "./sample-values";
import { isCallerOfSuspendable, type SuspendableFile } from "./suspendable";
import { type FileFacts, probe, type ResolvedEntry, type Walk, type WorkerReference } from "./walk";
import { visitThreadStart } from "./workers";

export interface InstrumentInput {
  /** Parsed with parent links; its syntax is correct. */
  readonly source: ts.SourceFile;
  readonly shape: ModuleShape;
  readonly key: string;
  readonly virtualPath: string;
  /** Class name to index in `Scenario.primitives`. */
  readonly primitives: ReadonlyMap<string, number>;
  readonly resolveWorker: (specifier: string) => ResolvedEntry | undefined;
  readonly suspendable?: SuspendableFile | undefined;
  /** Where offsets lie for a person; the text's own lines where absent. */
  readonly positionOf?: PositionOf;
  /** Calls to start together once the file has run, with the place in the text that asks for them. */
  readonly calls?: readonly RequestedCall[];
}

export interface RequestedCall {
  /** An expression, evaluated at module scope. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What a person would call it, where `text` says it with names of ours. */
  readonly label?: string;
  /** Values to make before, which the calls share. */
  readonly setup?: readonly { readonly variable: string; readonly name: string; readonly text: string }[];
  /** What was taken for granted. */
  readonly assumption?: string;
}

export interface InstrumentedFile {
  /** TypeScript as before, with probes; same number of lines. */
  readonly code: string;
  readonly edits: Edits;
  readonly sites: readonly FileSite[];
  readonly workers: readonly WorkerReference[];
  readonly assumptions: readonly FileAssumption[];
}

/** An assumption whose site is an index into the file's own list. */
export interface FileAssumption {
  readonly kind: Assumption["kind"];
  readonly message: string;
  readonly site: number;
}

export function instrumentFile(input: InstrumentInput): InstrumentedFile {
  const { source, shape, key } = input;
  const edits = createEdits(source.text);
  const sites = createFileSites(key, input.positionOf ?? positionsIn(source));
  const workers: WorkerReference[] = [];
  const assumptions: FileAssumption[] = [];
  const file: FileFacts = {
    key,
    virtualPath: input.virtualPath,
    imported: shape.imported,
    declares: shape.declares,
    recursive: shape.recursive,
    simulated: source.text.includes("@simulated"),
    primitives: input.primitives,
    workers: { self: source.fileName, resolve: input.resolveWorker, found: (reference) => workers.push(reference) },
    ...(input.suspendable === undefined ? {} : { suspendable: input.suspendable }),
    assume: (kind, message, site) =>
      assumptions.push({ kind, message, site: Number(site.slice(site.lastIndexOf("_") + 1)) }),
  };
  const walk: Walk = {
    source,
    edits,
    sites,
    file,
    fn: { name: MODULE, async: false, suspendable: input.suspendable?.module === true },
    costed: false,
    awaited: new Set(),
    visit,
  };
  visitStatements(source.statements, walk, countDirectives(source.statements));
  const calls = input.calls ?? [];
  if (calls.length > 0) edits.insert(source.text.length, startCalls(calls, walk));
  return { code: edits.apply(), edits, sites: sites.list, workers, assumptions };
}

function visit(node: ts.Node, walk: Walk): void {
  if (visitSimulatedValue(node, walk)) return;
  if (isErased(node)) return;
  const children = () => ts.forEachChild(node, (child) => visit(child, walk));
  if (visitModuleReference(node, walk) || visitSharedAccess(node, walk)) return;
  if (isFunction(node)) {
    visitFunction(node, walk);
    return;
  }
  if (isLoop(node)) {
    visitLoop(node, walk);
    return;
  }
  switch (node.kind) {
    case ts.SyntaxKind.Block:
    case ts.SyntaxKind.ModuleBlock:
    case ts.SyntaxKind.CaseClause:
    case ts.SyntaxKind.DefaultClause:
      visitList(node, walk);
      return;
    default:
  }
  if (ts.isIfStatement(node)) {
    visitIf(node, walk);
    return;
  }
  if (ts.isAwaitExpression(node)) {
    visitAwait(node, walk);
    return;
  }
  if (ts.isClassLike(node)) {
    visitPrimitive(node, walk, () => visitClass(node, walk));
    return;
  }
  if (ts.isReturnStatement(node)) {
    if (walk.fn.async && node.expression !== undefined) markReturned(node.expression, walk);
    children();
    return;
  }
  if (ts.isNewExpression(node)) {
    visitThreadStart(node, walk);
    if (isBulk(node)) visitBulk(node, walk, () => visitNew(node, walk, children));
    else visitNew(node, walk, children);
    return;
  }
  if (ts.isCallExpression(node)) {
    visitThreadStart(node, walk);
    if (walk.awaited.has(node)) visitAwaitedCall(node, walk);
    else if (isHandingOver(node, walk)) visitHandingOver(node, walk);
    else {
      const plain = () => visitPlainCall(node, walk, () => visitSuspendedCall(node, walk) || children());
      if (isBulk(node)) visitBulk(node, walk, plain);
      else plain();
    }
    return;
  }
  children();
}

/** Starts all calls, each a task of its own; the program fails where one of them does. */
function startCalls(calls: readonly RequestedCall[], walk: Walk): string {
  let setup = "";
  const started = calls.map((call) => {
    const { text, start, end, label = text } = call;
    for (const { variable, name, text: value } of call.setup ?? []) {
      const made = walk.sites.add("new", start, end, MODULE, name);
      setup += `const ${variable} = ${value.startsWith("new ") ? probe("n", made, standsIn(value)) : standsIn(value)};`;
    }
    const site = walk.sites.add("call", start, end, MODULE, label);
    if (call.assumption !== undefined) walk.file.assume("argument", call.assumption, site);
    return `(${probe("t", site)},${standsIn(text)})`;
  });
  return `\n;${setup}Promise.all([${started.join(",")}]);`;
}

/** `standIn("Logger")` among what is given to a call is the machine's opaque value. */
function standsIn(text: string): string {
  return text.replaceAll(new RegExp(`\\b${STAND_IN}\\(`, "g"), `${PROBE_NAME}.opaque(`);
}

/** `list.forEach(f)` where `f` can be suspended: the engine's own `forEach` calls it. */
function isHandingOver(node: ts.CallExpression, walk: Walk): boolean {
  const { suspendable } = walk.file;
  return suspendable !== undefined && walk.fn.suspendable && isCallerOfSuspendable(node, suspendable, walk.source);
}

function visitHandingOver(node: ts.CallExpression, walk: Walk): void {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return;
  const { source, edits } = walk;
  edits.insert(node.getStart(source), `(await ${probe("m", `${probe("hof").slice(0, -1)}`).slice(0, -1)}`);
  visit(callee.expression, walk);
  const [first] = node.arguments;
  if (first === undefined) return;
  edits.replace(callee.expression.getEnd(), first.getStart(source), `,${JSON.stringify(callee.name.text)},[`);
  for (const argument of node.arguments) visit(argument, walk);
  edits.insert(node.getEnd() - 1, "]");
  edits.insert(node.getEnd(), "))");
}

/** Initialisers of fields run in the name of their class. */
function visitClass(node: ts.ClassLikeDeclaration, walk: Walk): void {
  const name = className(node);
  const inside: Walk = name === undefined ? walk : { ...walk, fn: { ...walk.fn, name } };
  ts.forEachChild(node, (child) => {
    const initialises = ts.isPropertyDeclaration(child) || ts.isClassStaticBlockDeclaration(child);
    visit(child, initialises ? { ...inside, fn: { ...inside.fn, async: false, suspendable: false } } : walk);
  });
}

function visitList(node: ts.Node, walk: Walk): void {
  if (ts.isBlock(node) || ts.isModuleBlock(node)) {
    // A namespace becomes a function of the bundler's.
    const inner = ts.isModuleBlock(node) ? { ...walk, fn: { ...walk.fn, suspendable: false } } : walk;
    visitStatements(node.statements, inner, 0);
    return;
  }
  if (ts.isCaseClause(node)) visit(node.expression, walk);
  if (ts.isCaseOrDefaultClause(node)) visitStatements(node.statements, walk, 0);
}

/** Nodes that do not run, or that must stay as they are. */
function isErased(node: ts.Node): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
    case ts.SyntaxKind.ImportDeclaration:
    case ts.SyntaxKind.ImportEqualsDeclaration:
    case ts.SyntaxKind.ExportDeclaration:
    case ts.SyntaxKind.EnumDeclaration:
    case ts.SyntaxKind.Decorator:
    case ts.SyntaxKind.TypeParameter:
    case ts.SyntaxKind.ExpressionWithTypeArguments:
      return node.kind === ts.SyntaxKind.ExpressionWithTypeArguments ? !isExtends(node) : true;
    default:
      return ts.isTypeNode(node) || isDeclared(node);
  }
}

/** The class that another extends is evaluated; the interfaces that it implements are not. */
function isExtends(node: ts.Node): boolean {
  return ts.isHeritageClause(node.parent) && node.parent.token === ts.SyntaxKind.ExtendsKeyword;
}

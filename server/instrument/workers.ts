// Finds the entry files of further threads and processes: `new Worker(...)` and `fork(...)` with a path that can be read off.

import { ts } from "ts-morph";
import { CATALOG } from "#engine/catalog/index";
import type { ResourceType } from "#engine/catalog/schema";
import { parseCommand, scriptOf } from "#engine/platform/command";
import type { Walk } from "./walk";

/** Looks at a `new` expression or call; notes the entry that it names and makes the path that of the source file. */
export function visitThreadStart(node: ts.NewExpression | ts.CallExpression, walk: Walk): void {
  const ofLibrary = filesOfLibrary(node, walk);
  if (ofLibrary !== undefined) {
    for (const file of ofLibrary) noteLibraryFile(node, file, walk);
    return;
  }
  if (ts.isCallExpression(node)) {
    visitProcessStart(node, walk);
    return;
  }
  const [target] = node.arguments ?? [];
  if (target === undefined || !isWorker(node, walk)) return;
  if (isEvaluated(node)) noteSource(target, walk);
  else noteEntry(target, walk, true);
}

type LibraryFile = NonNullable<ResourceType["file"]>;

/** What a library's pool is given to run; `undefined` where the node makes none. */
function filesOfLibrary(node: ts.NewExpression | ts.CallExpression, walk: Walk): readonly LibraryFile[] | undefined {
  const callee = node.expression;
  const root = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  const module = ts.isIdentifier(root) ? walk.file.imported.get(root.text) : undefined;
  if (module === undefined) return undefined;
  const files = CATALOG.filter((entry) => entry.module === module)
    .flatMap(({ types }) => types)
    .filter(({ construct, export: name }) =>
      ts.isNewExpression(node) ? construct === "new" : construct === "call" && name === calledName(callee, walk),
    )
    .flatMap(({ file }) => (file === undefined ? [] : [file]));
  return files.length === 0 ? undefined : files.slice(0, 1);
}

function noteLibraryFile(node: ts.NewExpression | ts.CallExpression, file: LibraryFile, walk: Walk): void {
  const given = node.arguments?.[file.argument];
  const said = given === undefined || file.property === undefined ? given : propertyOf(given, file.property);
  if (said === undefined || ts.isObjectLiteralExpression(said)) return;
  if (file.is === "entry") {
    noteEntry(said, walk, false);
    return;
  }
  const literal = pathLiteral(said, walk, 0);
  if (literal === undefined) return;
  const here = file.here === true;
  if (literal === "self") {
    walk.file.workers.found({ kind: "handler", path: walk.file.workers.self, here });
    return;
  }
  const resolved = walk.file.workers.resolve(literal.text);
  if (resolved === undefined) return;
  walk.file.workers.found({ kind: "handler", path: resolved.path, here });
  walk.edits.replace(literal.node.getStart(walk.source), literal.node.getEnd(), JSON.stringify(resolved.virtualPath));
}

/** `required`: it is an entry for sure, so that one that cannot be found is worth a word. */
function noteEntry(target: ts.Expression, walk: Walk, required: boolean): void {
  const literal = pathLiteral(target, walk, 0);
  if (literal === "self") {
    walk.file.workers.found({ kind: "file", path: walk.file.workers.self });
    return;
  }
  const unresolved = (text: string, node: ts.Expression) => {
    if (!required) return;
    walk.file.workers.found({ kind: "unresolved", text, start: node.getStart(walk.source), end: node.getEnd() });
  };
  if (literal === undefined) {
    unresolved(target.getText(walk.source), target);
    return;
  }
  const { text, node: said } = literal;
  const resolved = walk.file.workers.resolve(text);
  if (resolved === undefined) {
    unresolved(text, said);
    return;
  }
  walk.file.workers.found({ kind: "file", path: resolved.path });
  walk.edits.replace(said.getStart(walk.source), said.getEnd(), JSON.stringify(resolved.virtualPath));
}

function isWorker(node: ts.NewExpression, walk: Walk): boolean {
  const name = calledName(node.expression, walk);
  const { expression } = node;
  const local = ts.isIdentifier(expression) ? expression.text : name;
  const own = walk.file.declares.has(local) && !walk.file.imported.has(local);
  return (name === "Worker" || name === "SharedWorker") && !own;
}

/** `fork`, `spawn` and their kind, and the settings of `cluster`. */
function visitProcessStart(node: ts.CallExpression, walk: Walk): void {
  const name = calledName(node.expression, walk);
  const root = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : node.expression;
  const module = ts.isIdentifier(root) ? walk.file.imported.get(root.text)?.replace(/^node:/, "") : undefined;
  const [first, second] = node.arguments;
  if (first === undefined) return;
  if (module === "cluster" && /^setup(Primary|Master)$/.test(name)) {
    const file = propertyOf(first, "exec");
    if (file !== undefined) noteEntry(file, walk, true);
  }
  if (module === "child_process" && name === "fork") {
    noteEntry(first, walk, true);
    return;
  }
  // `spawn(process.execPath, [file])`, `exec("node file")`, and the same through `promisify` or a wrapper under another name.
  if (second !== undefined && ts.isArrayLiteralExpression(second) && isRunner(first, walk)) {
    const script = second.elements.find((word) => !isOption(word));
    if (script !== undefined) noteEntry(script, walk, false);
  } else if (startsProcesses(walk)) {
    noteCommand(first, walk);
  }
}

function startsProcesses({ file }: Walk): boolean {
  return [...file.imported.values()].some((from) => /^(node:)?child_process$/.test(from));
}

/** `"node child.js"`: the file is found at run time from where the program believes to be. */
function noteCommand(command: ts.Expression, walk: Walk): void {
  const literal = ts.isIdentifier(command) ? constantOf(command, walk) : command;
  if (literal === undefined || !ts.isStringLiteralLike(literal)) return;
  const script = scriptOf(parseCommand(literal.text));
  const resolved = script === undefined ? undefined : walk.file.workers.resolve(script.file);
  if (resolved !== undefined) walk.file.workers.found({ kind: "file", path: resolved.path });
}

function isRunner(node: ts.Expression, walk: Walk): boolean {
  const text = node.getText(walk.source);
  if (text === "process.execPath" || text === "process.argv[0]" || text === "process.argv0") return true;
  const literal = ts.isIdentifier(node) ? constantOf(node, walk) : node;
  if (literal !== undefined && literal !== node) return isRunner(literal, walk);
  return ts.isStringLiteralLike(node) && scriptOf([node.text, "x"]) !== undefined;
}

function isOption(word: ts.Expression): boolean {
  return ts.isStringLiteralLike(word) && word.text.startsWith("-");
}

/** The name under which a module gives what is called: `fork` for `f` of `import { fork as f }`. */
function calledName(callee: ts.Expression, walk: Walk): string {
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
  if (!ts.isIdentifier(callee)) return "";
  return walk.file.imported.has(callee.text) ? (exportedName(callee.text, walk.source) ?? callee.text) : callee.text;
}

/** `undefined` where a file's imports and `require`s do not rename it. */
function exportedName(local: string, source: ts.SourceFile): string | undefined {
  const elements = source.statements.flatMap((statement): readonly (ts.ImportSpecifier | ts.BindingElement)[] => {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      return bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isObjectBindingPattern(name) ? name.elements : [],
    );
  });
  const found = elements.find(({ name }) => ts.isIdentifier(name) && name.text === local);
  return found?.propertyName !== undefined && ts.isIdentifier(found.propertyName) ? found.propertyName.text : undefined;
}

function propertyOf(node: ts.Expression, name: string): ts.Expression | undefined {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const found = node.properties.find(
    (property) => ts.isPropertyAssignment(property) && ts.isIdentifier(property.name) && property.name.text === name,
  );
  return found !== undefined && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

/** `{ eval: true }` among the options. */
function isEvaluated(node: ts.NewExpression): boolean {
  const options = node.arguments?.[1];
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return false;
  return options.properties.some(
    (property) =>
      ts.isPropertyAssignment(property) &&
      ts.isIdentifier(property.name) &&
      property.name.text === "eval" &&
      property.initializer.kind === ts.SyntaxKind.TrueKeyword,
  );
}

function noteSource(target: ts.Expression, walk: Walk): void {
  const literal = ts.isIdentifier(target) ? constantOf(target, walk) : target;
  if (literal !== undefined && ts.isStringLiteralLike(literal)) {
    const start = literal.getStart(walk.source);
    walk.file.workers.found({ kind: "eval", source: literal.text, start, end: literal.getEnd() });
  } else {
    walk.file.workers.found({
      kind: "unresolved",
      text: target.getText(walk.source),
      start: target.getStart(walk.source),
      end: target.getEnd(),
    });
  }
}

/** A path that can be read off, and the expression that the path of the source file can take the place of. */
interface PathLiteral {
  readonly text: string;
  readonly node: ts.Expression;
}

/** What decides a path expression; `self` for this very file. */
function pathLiteral(node: ts.Expression, walk: Walk, depth: number): PathLiteral | "self" | undefined {
  if (depth > 4) return undefined;
  const again = (inner: ts.Expression | undefined) =>
    inner === undefined ? undefined : pathLiteral(inner, walk, depth + 1);
  if (ts.isStringLiteralLike(node)) return { text: node.text, node };
  if (isSelf(node, walk)) return "self";
  if (ts.isIdentifier(node)) return again(constantOf(node, walk));
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)) {
    return again(node.expression);
  }
  if (ts.isPropertyAccessExpression(node) && ["href", "pathname"].includes(node.name.text))
    return again(node.expression);
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "URL") {
    return again(node.arguments?.[0]);
  }
  const beside = besideThisFile(node);
  if (beside !== undefined) return { text: beside, node };
  if (!ts.isCallExpression(node)) return undefined;
  const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  if (!ts.isIdentifier(callee)) return undefined;
  if (callee.text === "fileURLToPath" || (callee.text === "resolve" && node.arguments.length === 1))
    return again(node.arguments[0]);
  if (callee.text === "String" || callee.text === "toString") return again(node.arguments[0]);
  // `path.join(__dirname, "x.js")`: the directory is this file's where it can be read off at all.
  if (callee.text === "join" || callee.text === "resolve") {
    const last = node.arguments.at(-1);
    const inner = node.arguments.length === 2 && isDirectory(node.arguments[0]) ? again(last) : undefined;
    return inner === undefined || inner === "self" ? undefined : { text: inner.text, node };
  }
  return undefined;
}

/** `__dirname + "/x.js"` and `` `${__dirname}/x.js` ``: the rest of the path. */
function besideThisFile(node: ts.Expression): string | undefined {
  let rest: string | undefined;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken && isDirectory(node.left)) {
    rest = ts.isStringLiteralLike(node.right) ? node.right.text : undefined;
  } else if (ts.isTemplateExpression(node) && node.head.text === "" && node.templateSpans.length === 1) {
    const [span] = node.templateSpans;
    rest = isDirectory(span?.expression) ? span?.literal.text : undefined;
  }
  return rest?.startsWith("/") ? `.${rest}` : undefined;
}

function isSelf(node: ts.Expression, walk: Walk): boolean {
  const text = node.getText(walk.source);
  return (
    text === "__filename" || text === "import.meta.url" || text === "import.meta.filename" || text === "process.argv[1]"
  );
}

function isDirectory(node: ts.Expression | undefined): boolean {
  if (node === undefined) return false;
  if (ts.isIdentifier(node)) return node.text === "__dirname";
  return ts.isPropertyAccessExpression(node) && node.name.text === "dirname";
}

/** Initialiser of a `const` of this file. */
function constantOf(name: ts.Identifier, walk: Walk): ts.Expression | undefined {
  for (const statement of walk.source.statements) {
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) continue;
    for (const declaration of statement.declarationList.declarations) {
      if (ts.isIdentifier(declaration.name) && declaration.name.text === name.text) return declaration.initializer;
    }
  }
  return undefined;
}

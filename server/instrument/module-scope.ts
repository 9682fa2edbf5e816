// What a file learns from its module system: its own path, whether it is the entry, and modules that it loads by name at run time.

import { ts } from "ts-morph";
import { shortText } from "./names";
import { probe, siteOf, type Walk } from "./walk";

/** Rewrites a reference to the module system; `false` where the node is none. */
export function visitModuleReference(node: ts.Node, walk: Walk): boolean {
  if (ts.isIdentifier(node)) return visitPathName(node, walk);
  if (ts.isPropertyAccessExpression(node) && isImportMeta(node.expression)) return visitMetaProperty(node, walk);
  if (isImportMeta(node)) {
    replace(node, `({url:${url(walk)},filename:${path(walk)},dirname:${directory(walk)}})`, walk);
    return true;
  }
  if (ts.isBinaryExpression(node)) return visitRequireMain(node, walk);
  if (ts.isCallExpression(node)) return visitDynamicImport(node, walk);
  return false;
}

function visitPathName(node: ts.Identifier, walk: Walk): boolean {
  if (node.text !== "__filename" && node.text !== "__dirname") return false;
  if (walk.file.declares.has(node.text)) return false;
  const { parent } = node;
  const value = node.text === "__filename" ? path(walk) : directory(walk);
  if (ts.isShorthandPropertyAssignment(parent)) walk.edits.insert(node.getEnd(), `:${value}`);
  else if (isReference(node, parent)) replace(node, value, walk);
  return true;
}

function visitMetaProperty(node: ts.PropertyAccessExpression, walk: Walk): boolean {
  const values: Readonly<Record<string, string>> = {
    url: url(walk),
    filename: path(walk),
    dirname: directory(walk),
    main: `__ilmain_${walk.file.key}`,
    resolve: `((specifier)=>new URL(specifier,${url(walk)}).href)`,
  };
  const value = values[node.name.text];
  if (value === undefined) return false;
  replace(node, value, walk);
  return true;
}

/** `require.main === module`: the usual way of a script to ask whether it is the entry. */
function visitRequireMain(node: ts.BinaryExpression, walk: Walk): boolean {
  const kind = node.operatorToken.kind;
  const equal = kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken;
  const unequal = kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  if (!equal && !unequal) return false;
  const [left, right] = [node.left.getText(walk.source), node.right.getText(walk.source)];
  const asks = (left === "require.main" && right === "module") || (left === "module" && right === "require.main");
  if (!asks) return false;
  replace(node, `(${equal ? "" : "!"}__ilmain_${walk.file.key})`, walk);
  return true;
}

/** `import(name)` of a module that only the running program knows. */
function visitDynamicImport(node: ts.CallExpression, walk: Walk): boolean {
  if (node.expression.kind !== ts.SyntaxKind.ImportKeyword) return false;
  const [specifier] = node.arguments;
  if (specifier === undefined || ts.isStringLiteralLike(specifier)) return false;
  const site = siteOf(walk, "call", node, "import");
  const reason = "its name is known only when the program runs";
  const opaque = `(async(name)=>${probe("opaque", "String(name)", JSON.stringify(reason))})`;
  walk.edits.replace(node.expression.getStart(walk.source), node.expression.getEnd(), opaque);
  for (const argument of node.arguments) walk.visit(argument, walk);
  const what = shortText(specifier, walk.source);
  walk.file.assume("opaque-module", `\`import(${what})\` is not followed: ${reason}.`, site);
  return true;
}

function isImportMeta(node: ts.Node): node is ts.MetaProperty {
  return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword;
}

/** Whether an identifier stands for its value, rather than naming a member or a declaration. */
function isReference(node: ts.Identifier, parent: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isEnumMember(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent) || ts.isVariableDeclaration(parent)) return parent.initializer === node;
  return !ts.isDeclarationStatement(parent) && !ts.isClassElement(parent) && !ts.isImportSpecifier(parent);
}

function replace(node: ts.Node, text: string, walk: Walk): void {
  walk.edits.replace(node.getStart(walk.source), node.getEnd(), text);
}

function path(walk: Walk): string {
  return JSON.stringify(walk.file.virtualPath);
}

function directory(walk: Walk): string {
  return JSON.stringify(walk.file.virtualPath.slice(0, walk.file.virtualPath.lastIndexOf("/")) || "/");
}

function url(walk: Walk): string {
  return JSON.stringify(`file://${encodeURI(walk.file.virtualPath)}`);
}

// The second look at a file whose text seemed near: only what stands in its code counts, not what a comment or a text says.

import { ts } from "ts-morph";

/** A file's code, parsed without types, for questions about what its text seemed to say. */
export interface Code {
  /** What the pattern finds begins somewhere in the code: neither in a comment nor in a text. Without flags. */
  has(pattern: RegExp): boolean;
  /** Something in it waits: `await`, `for await`, `await using`. */
  readonly awaits: boolean;
  /** What it imports, as written. */
  readonly imports: ReadonlySet<string>;
}

export function codeOf(path: string, text: string): Code {
  const source = ts.createSourceFile(path, text, {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  const imports = new Set<string>();
  let awaits = false;
  const look = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) awaits = true;
    else if (isAwaitUsing(node)) awaits = true;
    const name = moduleIn(node);
    if (name !== undefined) imports.add(name);
    ts.forEachChild(node, look);
  };
  look(source);
  return {
    awaits,
    imports,
    has(pattern) {
      const seeking = new RegExp(pattern.source, "g");
      for (let found = seeking.exec(text); found !== null; found = seeking.exec(text)) {
        const prose = endOfProse(found.index, source);
        if (prose === undefined) return true;
        seeking.lastIndex = Math.max(prose, found.index + 1);
      }
      return false;
    },
  };
}

function isAwaitUsing(node: ts.Node): boolean {
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing;
}

/** The module that a declaration or a call loads. */
function moduleIn(node: ts.Node): string | undefined {
  const named =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isExternalModuleReference(node)
        ? node.expression
        : ts.isCallExpression(node) && isLoading(node.expression)
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
  return named !== undefined && ts.isStringLiteralLike(named) ? named.text : undefined;
}

function isLoading(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === "require");
}

/** Where what is around the place ends, if that is a comment or a text; `undefined` where it is code. */
function endOfProse(at: number, source: ts.SourceFile): number | undefined {
  let inner: ts.Node = source;
  for (;;) {
    const child = ts.forEachChild(inner, (one): ts.Node | undefined =>
      one.pos <= at && at < one.end ? one : undefined,
    );
    if (child === undefined) break;
    inner = child;
  }
  const start = inner.getStart(source);
  if (at < start) return start;
  if (isText(inner)) return at === start ? undefined : inner.end;
  return endOfComment(at, inner, source);
}

function isText(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateLiteralToken(node) ||
    ts.isRegularExpressionLiteral(node) ||
    node.kind === ts.SyntaxKind.JsxText
  );
}

/** Comments stand between the parts of a node too. */
function endOfComment(at: number, node: ts.Node, source: ts.SourceFile): number | undefined {
  let before = node.getStart(source);
  ts.forEachChild(node, (child) => {
    if (child.end <= at) before = child.end;
  });
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, source.languageVariant, source.text);
  scanner.resetTokenState(before);
  for (;;) {
    const kind = scanner.scan();
    const end = scanner.getTokenEnd();
    if (at < end || kind === ts.SyntaxKind.EndOfFileToken)
      return kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia
        ? end
        : undefined;
  }
}

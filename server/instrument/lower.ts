// The second pass over a bundle: async syntax becomes generators that run on the engine's helpers, so that every wait is the engine's.

import { PROBE_NAME } from "#engine/runtime/abi";
import { MODULE_HELPERS } from "#engine/runtime/module-helpers";
import { ts } from "ts-morph";
import type { Bundler } from "./bundler";
import { createEdits } from "./edits";
import { hideArguments } from "./hide-names";
import { hoistBodies } from "./hoist-bodies";
import { keepClasses } from "./keep-classes";

export interface LowerInput {
  /** One ES module without imports or exports. */
  readonly bundle: string;
  readonly kind: "esm" | "cjs";
  readonly strict: boolean;
  readonly topLevelAwait: boolean;
  /** Some of its functions are asynchronous only so that they can be suspended. */
  readonly suspendable?: boolean;
  /** Its top level is, too. */
  readonly suspendsAtTop?: boolean;
}

export type Lowered =
  | { readonly kind: "lowered"; readonly code: string }
  /** The bundle awaits at its top level, although no user file was seen to. */
  | { readonly kind: "awaits" }
  | { readonly kind: "failed"; readonly message: string };

/** esbuild's helpers and the probes that stand for them. */
const HELPERS: Readonly<Record<string, string>> = {
  __async: "async",
  __asyncGenerator: "asyncGenerator",
  __yieldStar: "yieldStar",
  __forAwait: "forAwait",
  __await: "awaitValue",
};

/** Syntax that would reach the host's own promises or module loader, or that not every host understands. */
const UNSUPPORTED = {
  "async-await": false,
  "async-generator": false,
  "for-await": false,
  "dynamic-import": false,
  "import-meta": false,
  "top-level-await": false,
  decorators: false,
  using: false,
} as const;

export async function lower(input: LowerInput, bundler: Bundler): Promise<Lowered> {
  const directive = input.strict ? '"use strict";' : "";
  const start = `${PROBE_NAME}.main(${JSON.stringify(input.kind)},`;
  const suspends = input.suspendsAtTop === true && !input.topLevelAwait;
  const async = input.topLevelAwait || suspends ? "async " : "";
  const first = suspends ? `${SUSPENDABLE};` : "";
  const last = input.suspendable === true ? ",true" : "";
  const wrapped = `${start}${async}()=>{${directive}${first}\n${hideArguments(input.bundle)}\n}${last});`;
  let code: string;
  try {
    const result = await bundler.transform(wrapped, {
      loader: "js",
      target: "es2022",
      supported: UNSUPPORTED,
      // Where the text of a file begins (build-unit.ts): the bundle has no others.
      legalComments: "inline",
      logLevel: "silent",
      charset: "utf8",
    });
    code = result.code;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!input.topLevelAwait && /await/.test(message)) return { kind: "awaits" };
    return { kind: "failed", message };
  }
  // The helpers stand before the call of `main`.
  const head = code.lastIndexOf(`\n${PROBE_NAME}.main(`) + 1;
  const replaced = replaceHelpers(code.slice(0, head));
  if (replaced === undefined) return { kind: "failed", message: "an unknown helper of the lowered syntax" };
  const body = mendGenerators(ownHelpers(code.slice(head)));
  const lowered = replaced + hoistBodies(keepClasses(input.suspendable === true ? suspendableFunctions(body) : body));
  const left = nativeAsync(lowered);
  return left === undefined ? { kind: "lowered", code: lowered } : { kind: "failed", message: left };
}

function replaceHelpers(head: string): string | undefined {
  const source = ts.createSourceFile("head.js", head, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  let result = "";
  for (const statement of source.statements) {
    const text = head.slice(statement.getStart(source), statement.getEnd());
    if (!ts.isVariableStatement(statement)) {
      result += `${text}\n`;
      continue;
    }
    for (const declaration of statement.declarationList.declarations) {
      if (!ts.isIdentifier(declaration.name)) return undefined;
      const name = declaration.name.text;
      // A name that was taken gets a number.
      const helper = HELPERS[name.replace(/\d+$/, "")];
      result +=
        helper === undefined ? `var ${declaration.getText(source)};\n` : `var ${name} = ${PROBE_NAME}.${helper};\n`;
    }
  }
  return result;
}

/** A helper of esbuild's at the top of the program's body: up to where the next statement begins. */
const MODULE_HELPER = new RegExp(
  `^  var (__(${Object.keys(MODULE_HELPERS).join("|")})\\d*) = [\\s\\S]*?;\\n(?=  (?:[\\w$]|//!)|\\}|$)`,
  "gm",
);

/** The program may change what the helpers are made of, before or while other threads begin. */
function ownHelpers(code: string): string {
  return code.replace(
    MODULE_HELPER,
    (_, name: string, helper: string) => `  var ${name} = ${PROBE_NAME}.helpers.${helper};\n`,
  );
}

/**
 * Where esbuild's (0.28) lowering of generators differs from the language. It puts its helper for `yield*` of async generators into plain
 * generators too, where it would prefer an object's async iterator: there the operand stands alone again. And it forgets that
 * `return` in an async generator awaits its operand, inside the `try` around it (ECMA-262, 14.10.1).
 */
function mendGenerators(code: string): string {
  if (!/\b__(?:yieldStar|asyncGenerator)\d*\(/.test(code)) return code;
  const source = ts.createSourceFile("unit.js", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const edits = createEdits(code);
  const visit = (node: ts.Node): void => {
    const operand = ts.isYieldExpression(node) && node.asteriskToken !== undefined ? node.expression : undefined;
    if (operand !== undefined && isHelper(operand, "__yieldStar") && !inAsyncGenerator(node)) {
      edits.replace(operand.expression.getStart(source), operand.expression.getEnd(), "");
    }
    if (ts.isReturnStatement(node) && node.expression !== undefined && inAsyncGenerator(node)) {
      edits.insert(node.expression.getStart(source), `yield new ${PROBE_NAME}.awaitValue(`);
      edits.insert(node.expression.getEnd(), ")");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.apply();
}

/** First statement of a function that is asynchronous only so that it can be suspended. */
const SUSPENDABLE = `${PROBE_NAME}.bf()`;

/** Gives such functions the helper of their own in the place of `__async`. */
function suspendableFunctions(code: string): string {
  const source = ts.createSourceFile("unit.js", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const edits = createEdits(code);
  const isMark = (statement: ts.Statement): boolean => {
    const text = statement.getText(source);
    return text.startsWith(SUSPENDABLE) || text.startsWith(`return ${SUSPENDABLE}`);
  };
  const visit = (node: ts.Node): void => {
    const body = isHelper(node, "__async") ? node.arguments[2] : undefined;
    if (body !== undefined && isHelper(node, "__async") && ts.isFunctionExpression(body)) {
      if (body.body.statements.some(isMark)) {
        const callee = node.expression;
        edits.replace(callee.getStart(source), callee.getEnd(), `${PROBE_NAME}.suspendable`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.apply();
}

function inAsyncGenerator(node: ts.Node): boolean {
  const fn = ts.findAncestor(node, ts.isFunctionLike);
  return fn !== undefined && isHelper(fn.parent, "__asyncGenerator");
}

function isHelper(node: ts.Node, helper: string): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text.replace(/\d+$/, "") === helper
  );
}

/** What native asynchronous syntax is left, in words. Parsing everything would be slow, so only suspicious code is. */
function nativeAsync(code: string): string | undefined {
  const suspicious = /\basync\s*(?:function\b|\(|\*|\[|[\w$]+\s*(?:=>|\())|\bawait\b|\bimport\s*[(.]/;
  if (!suspicious.test(code)) return undefined;
  const source = ts.createSourceFile("unit.js", code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const visit = (node: ts.Node): string | undefined => {
    if (ts.isAwaitExpression(node)) return "`await` is left";
    if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return "`for await` is left";
    if (node.kind === ts.SyntaxKind.AsyncKeyword) return "an `async` function is left";
    if (node.kind === ts.SyntaxKind.ImportKeyword) return "`import` is left";
    return ts.forEachChild(node, visit);
  };
  return visit(source);
}

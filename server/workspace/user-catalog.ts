// `interleave.json` of a folder: the user's own entries for the catalog and what rules do there, with each error at the place where it is.

import type { FunctionOperation, LibraryEntry, Operation, OperationResult, ResourceType } from "#engine/catalog/schema";
import type { Problem, Range } from "#protocol/finding";
import { BY_USER } from "#server/model/catalog-lookup";
import { ts } from "ts-morph";
import * as v from "valibot";
import { REVIEWS, RULES } from "#server/rules/index";
import { didYouMean } from "#server/rules/nearest-id";
import type { FolderRules } from "./folder-rules";
import { type UserCatalog, userCatalogSchema } from "./user-catalog-schema";

export const USER_CATALOG_FILE = "interleave.json";

export interface UserEntries {
  readonly entries: readonly LibraryEntry[];
  /** Absent where the file is not there or has errors. */
  readonly rules?: FolderRules;
  readonly problems: readonly Problem[];
}

const RULE_IDS: ReadonlySet<string> = new Set([...RULES, ...REVIEWS].map(({ id }) => id));

/** Longer files are not read. */
const MAX_LENGTH = 1_000_000;

/** What the file says; nothing where there is none. A file with an error gives no entries and says where it is wrong. */
export function readUserCatalog(root: string, read: (path: string) => string | undefined): UserEntries {
  const path = `${root}/${USER_CATALOG_FILE}`;
  const text = read(path);
  if (text === undefined) return { entries: [], problems: [] };
  if (text.length > MAX_LENGTH)
    return failed([{ severity: "error", message: "This file is too long to be read.", file: path }]);
  const source = ts.parseJsonText(path, text);
  const problem = (message: string, start: number, end: number): Problem => ({
    severity: "error",
    message,
    file: path,
    range: rangeOf(source, start, end),
    told: true,
  });
  const [broken] = syntaxErrors(source);
  if (broken !== undefined) {
    const message = ts.flattenDiagnosticMessageText(broken.messageText, " ");
    return failed([problem(message, broken.start, broken.start + broken.length)]);
  }
  const expression = source.statements[0]?.expression;
  const checked = v.safeParse(userCatalogSchema, expression === undefined ? undefined : jsonOf(expression));
  if (checked.success) {
    const { catalog, rules, overrides, ignore } = checked.output;
    return { entries: catalog.map(entryOf), rules: { folder: root, rules, overrides, ignore }, problems: [] };
  }
  return failed(
    checked.issues.map((issue) => {
      const keys = (issue.path ?? []).map(({ key }) => key);
      const node = nodeAt(expression ?? source, keys);
      const where = keys.length === 0 ? "" : `${keys.map(String).join(".")}: `;
      return problem(`${where}${sayIssue(issue)}`, node.getStart(source), node.end);
    }),
  );
}

function failed(problems: readonly Problem[]): UserEntries {
  return { entries: [], problems };
}

type Issue = v.InferIssue<typeof userCatalogSchema>;
function sayIssue({ type, expected, received, message, input, path }: Issue): string {
  if (type === "picklist" && path?.at(-1)?.origin === "key")
    return `there is no rule of this name.${didYouMean(String(input), RULE_IDS)}`;
  if (type === "strict_object" && expected === "never") return `nothing of this name is known here.`;
  if (type === "strict_object" && received === "undefined") return `${expected ?? "something"} is missing.`;
  if (expected === null || received === undefined) return message;
  return `expected ${expected}, found ${received}.`;
}

/** The node of a value, or of the property's name where the value is missing or not known; as deep as the path leads. */
function nodeAt(root: ts.Node, keys: readonly unknown[]): ts.Node {
  let at = root;
  for (const key of keys) {
    if (ts.isArrayLiteralExpression(at) && typeof key === "number") at = at.elements[key] ?? at;
    else if (ts.isObjectLiteralExpression(at)) {
      const property = at.properties.find(
        (one) => ts.isPropertyAssignment(one) && ts.isStringLiteralLike(one.name) && one.name.text === key,
      );
      if (property === undefined || !ts.isPropertyAssignment(property)) return at;
      at = property.initializer;
    }
  }
  return at;
}

function jsonOf(node: ts.Expression): unknown {
  if (ts.isObjectLiteralExpression(node)) {
    return Object.fromEntries(
      node.properties.flatMap((property) =>
        ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.name)
          ? [[property.name.text, jsonOf(property.initializer)] as const]
          : [],
      ),
    );
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(jsonOf);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) return -Number(node.operand.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  return node.kind === ts.SyntaxKind.NullKeyword ? null : undefined;
}

interface SyntaxError {
  readonly start: number;
  readonly length: number;
  readonly messageText: string | ts.DiagnosticMessageChain;
}

function syntaxErrors(source: ts.JsonSourceFile): readonly SyntaxError[] {
  const found: unknown = Reflect.get(source, "parseDiagnostics");
  return Array.isArray(found) ? found.filter(isSyntaxError) : [];
}

function isSyntaxError(value: unknown): value is SyntaxError {
  return typeof value === "object" && value !== null && "start" in value && "length" in value && "messageText" in value;
}

function rangeOf(source: ts.SourceFile, start: number, end: number): Range {
  return { start: source.getLineAndCharacterOfPosition(start), end: source.getLineAndCharacterOfPosition(end) };
}

type UserLibrary = UserCatalog["catalog"][number];
type UserType = UserLibrary["types"][number];

function entryOf(library: UserLibrary): LibraryEntry {
  return {
    module: library.module,
    checked: BY_USER,
    homepage: "",
    types: library.types.map(typeOf),
    functions: library.functions.map((one): FunctionOperation => ({ ...one, ...resultOf(one) })),
    aliases: library.aliases,
    simulation: { kind: "watched" },
    notes: [],
  };
}

function typeOf(given: UserType): ResourceType {
  const { typeNames, capacity, operations, methods, ...rest } = given;
  const single = given.kind === "mutex" || given.kind === "rwlock";
  return {
    ...rest,
    typeNames: typeNames ?? [given.export],
    capacity: capacity ?? (single ? 1 : "unbounded"),
    operations: operations.map((one): Operation => ({ ...one, ...resultOf(one) })),
    ...(methods === undefined ? {} : { methods: { ...methods, ...resultOf(methods) } }),
  };
}

/** What an operation gives where nothing is said. */
function resultOf({
  effect,
  result,
}: Omit<UserType["operations"][number], "member"> | UserLibrary["functions"][number]): {
  readonly result: OperationResult;
} {
  if (result !== undefined) return { result };
  if (effect === "TRY") return { result: { kind: "outcome" } };
  return { result: { kind: effect === "REL" || effect === "SIGNAL" || effect === "SEND" ? "void" : "promise" } };
}

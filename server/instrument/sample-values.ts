// Makes values of a type for a simulation: the text of an expression, from the type's own declaration.

import { ts } from "ts-morph";
import type { SourceHost } from "../workspace/source-host";
import { directoryOf } from "./paths";
import { resolveSource } from "./resolve-source";

/** Types deeper than this inside one another are left out: `type Tree = { children: Tree[] }` has no end. */
const DEEPEST = 4;

/** A declaration that a type name means, and the file that it stands in. */
interface Found {
  readonly node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration | ts.EnumDeclaration;
  readonly in: Scope;
}

interface Scope {
  readonly source: ts.SourceFile;
  readonly path: string;
}

/** The function by which a made value asks for one that stands for anything: `standIn("Logger")`. */
export const STAND_IN = "standIn";

export interface SampleValues {
  /**
   * Text of a value of the type; `variant` makes different ones, from 1. Where the declaration cannot be read it is a stand-in, of
   * which any property and any call gives another. `undefined` where none can be made.
   */
  of(type: ts.TypeNode | undefined, name: string, variant: number): string | undefined;
  /** Text of a new instance of a class of the file. */
  instance(node: ts.ClassLikeDeclaration, variant: number): string | undefined;
}

/** Expressions are to be evaluated at the end of the module `source`. */
export function createSampleValues(source: ts.SourceFile, path: string, host: SourceHost): SampleValues {
  const home: Scope = { source, path };
  const scopes = new Map<string, Scope>([[path, home]]);

  const scopeOf = (file: string): Scope | undefined => {
    const known = scopes.get(file);
    if (known !== undefined) return known;
    const text = host.read(file);
    if (text === undefined) return undefined;
    const scope = { source: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), path: file };
    scopes.set(file, scope);
    return scope;
  };

  const find = (name: string, scope: Scope, depth = 0): Found | undefined => {
    if (depth > DEEPEST) return undefined;
    for (const statement of scope.source.statements) {
      if (isTypeDeclaration(statement) && statement.name?.text === name) return { node: statement, in: scope };
    }
    for (const statement of scope.source.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      const exported = exportedName(statement, name);
      if (exported === undefined || statement.moduleSpecifier === undefined) continue;
      if (!ts.isStringLiteral(statement.moduleSpecifier)) continue;
      const from = statement.moduleSpecifier.text;
      const file = from.startsWith(".") ? resolveSource(from, [directoryOf(scope.path)], host) : undefined;
      const target = file === undefined ? undefined : scopeOf(file);
      const found = target === undefined ? undefined : find(exported, target, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  /** How code at the end of the home module names a class or enum. */
  const valueName = (found: Found): string | undefined => {
    const name = found.node.name?.text;
    if (name === undefined) return undefined;
    if (found.in === home) return name;
    const exported = ts.getModifiers(found.node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return exported === true ? `require(${JSON.stringify(found.in.path)}).${name}` : undefined;
  };

  const parameters = (list: readonly ts.ParameterDeclaration[], scope: Scope, variant: number, depth: number) => {
    const texts: string[] = [];
    for (const parameter of list) {
      if (isOptional(parameter)) break;
      const name = ts.isIdentifier(parameter.name) ? parameter.name.text : "value";
      const text = make(parameter.type, name, variant, scope, depth);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return texts.join(", ");
  };

  const newInstance = (
    found: Found & { readonly node: ts.ClassLikeDeclaration },
    variant: number,
    depth: number,
  ): string | undefined => {
    const name = valueName(found);
    if (name === undefined) return undefined;
    // Private and protected are the compiler's affair; nothing at run time forbids the call.
    const built = found.node.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
    const list = built !== undefined && ts.isConstructorDeclaration(built) ? built.parameters : [];
    const given = parameters(list, found.in, variant, depth + 1);
    if (given === undefined) return undefined;
    const callee = name.includes("(") ? `(${name})` : name;
    if (!isAbstract(found.node)) return `new ${callee}(${given})`;
    return `new (class extends ${callee} { ${abstractMembers(found, variant, depth).join(" ")} })(${given})`;
  };

  /** What a subclass of an abstract class has to have. */
  const abstractMembers = (found: Found & { readonly node: ts.ClassLikeDeclaration }, variant: number, depth: number) =>
    found.node.members.flatMap((member) => {
      if (!isAbstract(member) || member.name === undefined) return [];
      const key = member.name.getText(found.in.source);
      if (ts.isMethodDeclaration(member)) return [`${key} = ${callback(member.type, found.in, variant, depth)};`];
      const type = ts.isPropertyDeclaration(member) || ts.isGetAccessorDeclaration(member) ? member.type : undefined;
      return [`${key} = ${make(type, key, variant, found.in, depth + 1) ?? "undefined"};`];
    });

  const members = (list: ts.NodeArray<ts.TypeElement>, scope: Scope, variant: number, depth: number): string[] => {
    const made: string[] = [];
    for (const member of list) {
      if (member.name === undefined || member.questionToken !== undefined) continue;
      const key = ts.isIdentifier(member.name) ? member.name.text : member.name.getText(scope.source);
      const name = ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : "value";
      if (ts.isPropertySignature(member)) {
        made.push(`${key}: ${make(member.type, name, variant, scope, depth + 1) ?? "undefined"}`);
      } else if (ts.isMethodSignature(member)) made.push(`${key}: ${callback(member.type, scope, variant, depth)}`);
    }
    return made;
  };

  const declared = (found: Found, variant: number, depth: number, name: string): string | undefined => {
    const { node } = found;
    if (ts.isTypeAliasDeclaration(node)) return make(node.type, name, variant, found.in, depth + 1);
    if (ts.isClassDeclaration(node)) return newInstance({ node, in: found.in }, variant, depth);
    if (ts.isEnumDeclaration(node)) {
      const member = node.members[(variant - 1) % Math.max(1, node.members.length)];
      const owner = valueName(found);
      return owner === undefined || member === undefined
        ? undefined
        : `${owner}.${member.name.getText(found.in.source)}`;
    }
    const inherited = (node.heritageClauses ?? []).flatMap(({ types }) =>
      types.map(({ expression }) => (ts.isIdentifier(expression) ? find(expression.text, found.in) : undefined)),
    );
    const bases = inherited.flatMap((base) => (base === undefined ? [] : [declared(base, variant, depth + 1, name)]));
    const parts = [
      ...bases.flatMap((base) => (base === undefined ? [] : [`...${base}`])),
      ...members(node.members, found.in, variant, depth),
    ];
    return `{ ${parts.join(", ")} }`;
  };

  const callback = (result: ts.TypeNode | undefined, scope: Scope, variant: number, depth: number): string => {
    const kind = result?.kind;
    if (result === undefined || kind === ts.SyntaxKind.VoidKeyword || ts.isTypePredicateNode(result)) return "() => {}";
    const isPromise = ts.isTypeReferenceNode(result) && /^Promise(Like)?$/.test(result.typeName.getText(scope.source));
    const inner = isPromise ? result.typeArguments?.[0] : result;
    const value =
      inner?.kind === ts.SyntaxKind.VoidKeyword ? undefined : make(inner, "result", variant, scope, depth + 1);
    return `${isPromise ? "async " : ""}() => (${value ?? "undefined"})`;
  };

  const reference = (
    type: ts.TypeReferenceNode,
    name: string,
    variant: number,
    scope: Scope,
    depth: number,
  ): string | undefined => {
    const called = type.typeName.getText(scope.source);
    const inner = (index: number, of = variant) => make(type.typeArguments?.[index], name, of, scope, depth + 1);
    const found = ts.isIdentifier(type.typeName) ? find(called, scope) : undefined;
    if (found !== undefined) return declared(found, variant, depth, name);
    switch (called.replace(/^(NodeJS|globalThis)\./, "")) {
      case "Array":
      case "ReadonlyArray":
      case "Iterable":
        return `[${inner(0)}, ${inner(0, variant + 1)}]`;
      case "AsyncIterable":
      case "AsyncGenerator":
      case "AsyncIterableIterator":
        return `(async function* () { yield ${inner(0)}; yield ${inner(0, variant + 1)}; })()`;
      case "Set":
      case "ReadonlySet":
        return `new Set([${inner(0)}, ${inner(0, variant + 1)}])`;
      case "Map":
      case "ReadonlyMap":
        return `new Map([[${inner(0)}, ${inner(1)}]])`;
      case "Record":
        return `{ [${inner(0)}]: ${inner(1)} }`;
      case "Promise":
      case "PromiseLike":
        return `Promise.resolve(${inner(0) ?? "undefined"})`;
      case "Partial":
        return "{}";
      case "Readonly":
      case "Required":
      case "NonNullable":
      case "Awaited":
      case "Pick":
      case "Omit":
      case "Extract":
      case "Exclude":
        return inner(0);
      default:
        return (
          BUILT_IN[called.replace(/^(NodeJS|globalThis|stream|http)\./, "")] ??
          imported(called, scope) ??
          ofParameter(type, called, name, variant, scope, depth) ??
          standIn(called)
        );
    }
  };

  /** A type parameter is what it extends, else anything. */
  const ofParameter = (
    type: ts.Node,
    called: string,
    name: string,
    variant: number,
    scope: Scope,
    depth: number,
  ): string | undefined => {
    for (let node: ts.Node | undefined = type.parent; node !== undefined; node = node.parent) {
      const list = "typeParameters" in node ? ts.getEffectiveTypeParameterDeclarations(Object(node)) : [];
      const declared = list.find((parameter) => parameter.name.text === called);
      if (declared !== undefined) return make(declared.constraint ?? declared.default, name, variant, scope, depth + 1);
    }
    return undefined;
  };

  /** `keyof T`: the first name that the value has. */
  const keyOf = (type: ts.TypeNode, name: string, variant: number, scope: Scope, depth: number): string => {
    const [, key] = /^\{ "?(\w+)"?:/.exec(make(type, name, variant, scope, depth + 1) ?? "") ?? [];
    return JSON.stringify(key ?? name);
  };

  /** `T["name"]`, where the declaration of `T` can be read. */
  const indexed = (type: ts.IndexedAccessTypeNode, name: string, variant: number, scope: Scope, depth: number) => {
    const { objectType, indexType } = type;
    const of =
      ts.isTypeReferenceNode(objectType) && ts.isIdentifier(objectType.typeName) ? objectType.typeName.text : "";
    const found = find(of, scope);
    const list =
      found === undefined || ts.isEnumDeclaration(found.node)
        ? []
        : ts.isTypeAliasDeclaration(found.node)
          ? ts.isTypeLiteralNode(found.node.type)
            ? found.node.type.members
            : []
          : found.node.members;
    const key = ts.isLiteralTypeNode(indexType) && ts.isStringLiteral(indexType.literal) ? indexType.literal.text : "";
    for (const member of list) {
      const isIt = member.name !== undefined && ts.isIdentifier(member.name) && member.name.text === key;
      if (isIt && found !== undefined && (ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)))
        return make(member.type, name, variant, found.in, depth + 1);
    }
    return undefined;
  };

  /** A class of a package, seen in the file as a value too. */
  const imported = (name: string, scope: Scope): string | undefined => {
    if (scope !== home) return undefined;
    const isValue = scope.source.statements.some(
      (statement) =>
        ts.isImportDeclaration(statement) &&
        statement.importClause !== undefined &&
        !statement.importClause.isTypeOnly &&
        exportedName(statement, name) !== undefined,
    );
    if (!isValue || !/^[A-Z]/.test(name)) return undefined;
    const given = /sem/i.test(name) ? "1" : "";
    // An import of which only types are used is not there when the code runs.
    return isUsedAsValue(name, scope.source) ? `new ${name}(${given})` : standIn(name);
  };

  const union = (types: readonly ts.TypeNode[], name: string, variant: number, scope: Scope, depth: number) => {
    const real = types.filter((type) => !isNothing(type));
    const literal = real.every((type) => ts.isLiteralTypeNode(type));
    const order = literal ? [real[(variant - 1) % Math.max(1, real.length)], ...real] : real;
    let other: string | undefined;
    for (const type of order) {
      const made = type === undefined ? undefined : make(type, name, variant, scope, depth);
      if (made !== undefined && !made.startsWith(`${STAND_IN}(`)) return made;
      other ??= made;
    }
    if (real.length < types.length) return "undefined";
    return other;
  };

  const make = (
    type: ts.TypeNode | undefined,
    name: string,
    variant: number,
    scope: Scope,
    depth: number,
  ): string | undefined => {
    if (depth > DEEPEST * 3) return undefined;
    if (type === undefined) return guess(name, variant);
    if (ts.isTypeOperatorNode(type) && type.operator === ts.SyntaxKind.KeyOfKeyword)
      return keyOf(type.type, name, variant, scope, depth);
    if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type) || ts.isOptionalTypeNode(type)) {
      return make(type.type, name, variant, scope, depth);
    }
    if (ts.isLiteralTypeNode(type)) return type.getText(scope.source);
    if (ts.isUnionTypeNode(type)) return union(type.types, name, variant, scope, depth);
    if (ts.isArrayTypeNode(type)) {
      if (depth > DEEPEST) return "[]";
      const [first, second] = [variant, variant + 1].map((each) =>
        make(type.elementType, name, each, scope, depth + 1),
      );
      return first === undefined ? "[]" : `[${first}, ${second}]`;
    }
    if (ts.isTupleTypeNode(type)) {
      const parts = type.elements.map((element) => {
        const of = ts.isNamedTupleMember(element) ? element.type : element;
        return make(of, name, variant, scope, depth + 1) ?? "undefined";
      });
      return `[${parts.join(", ")}]`;
    }
    if (ts.isTypeLiteralNode(type)) {
      return depth > DEEPEST ? "{}" : `{ ${members(type.members, scope, variant, depth).join(", ")} }`;
    }
    if (ts.isIntersectionTypeNode(type)) {
      const parts = type.types.flatMap((part) => make(part, name, variant, scope, depth + 1) ?? []);
      // `string & { readonly brand: "id" }` is a text.
      const primitive = parts.find((part) => /^(?:".*"|-?\d+n?|true|false|Symbol\(.*\))$/s.test(part));
      return parts.length === 0 ? undefined : (primitive ?? `Object.assign(${parts.join(", ")})`);
    }
    if (ts.isFunctionTypeNode(type)) return callback(type.type, scope, variant, depth);
    if (ts.isConstructorTypeNode(type)) return "(class {})";
    if (ts.isMappedTypeNode(type)) return "{}";
    if (ts.isIndexedAccessTypeNode(type))
      return indexed(type, name, variant, scope, depth) ?? standIn(type.getText(scope.source));
    if (ts.isTypeQueryNode(type)) {
      const of = type.exprName.getText(scope.source);
      return scope === home && declaresOrImports(scope.source, of) ? of : standIn(of);
    }
    if (ts.isTypeReferenceNode(type)) return depth > DEEPEST ? undefined : reference(type, name, variant, scope, depth);
    if (ts.isConditionalTypeNode(type) || ts.isImportTypeNode(type)) return standIn(type.getText(scope.source));
    return keyword(type.kind, name, variant);
  };

  return {
    of: (type, name, variant) => make(type, name, variant, home, 0),
    instance(node, variant) {
      return ts.isClassDeclaration(node) ? newInstance({ node, in: home }, variant, 0) : undefined;
    },
  };
}

export function isOptional(parameter: ts.ParameterDeclaration): boolean {
  return (
    parameter.questionToken !== undefined ||
    parameter.initializer !== undefined ||
    parameter.dotDotDotToken !== undefined
  );
}

/** A value of which nothing is known. */
function standIn(type: string): string {
  return `${STAND_IN}(${JSON.stringify(type.replaceAll(/\s+/g, " ").slice(0, 40))})`;
}

function isAbstract(node: ts.Node): boolean {
  if (!ts.canHaveModifiers(node)) return false;
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) === true;
}

/** Whether code that runs names it, so that the compiler keeps its import. */
function isUsedAsValue(name: string, source: ts.SourceFile): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
    if (ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      return false;
    if (ts.isIdentifier(node) && node.text === name) return true;
    return ts.forEachChild(node, visit) === true;
  };
  return visit(source);
}

function declaresOrImports(source: ts.SourceFile, expression: string): boolean {
  return isUsedAsValue(expression.split(".")[0] ?? "", source);
}

/** What a handler reads of a request, in the words of Express and of the Fetch standard. */
const REQUEST =
  '{ method: "GET", url: "http://localhost/", path: "/", params: {}, query: {}, body: {}, headers: new Map(), json: async () => ({}), text: async () => "" }';

/** Values of the platform's own types. */
const BUILT_IN: Readonly<Record<string, string>> = {
  Date: "new Date(0)",
  RegExp: "/./",
  Error: 'new Error("sample")',
  URL: 'new URL("http://example.test/")',
  AbortSignal: "new AbortController().signal",
  AbortController: "new AbortController()",
  EventEmitter: 'new (require("node:events").EventEmitter)()',
  MessagePort: "new MessageChannel().port1",
  SharedArrayBuffer: "new SharedArrayBuffer(64)",
  ArrayBuffer: "new ArrayBuffer(64)",
  Int32Array: "new Int32Array(new SharedArrayBuffer(64))",
  Uint8Array: "new Uint8Array(8)",
  Buffer: 'Buffer.from("sample")',
  Function: "() => {}",
  TemplateStringsArray: 'Object.assign(["sample"], { raw: ["sample"] })',
  PropertyKey: '"key"',
  WeakMap: "new WeakMap()",
  WeakSet: "new WeakSet()",
  Readable: 'require("node:stream").Readable.from(["one", "two"])',
  ReadableStream: 'require("node:stream").Readable.from(["one", "two"])',
  Writable: 'new (require("node:stream").PassThrough)()',
  WritableStream: 'new (require("node:stream").PassThrough)()',
  Duplex: 'new (require("node:stream").PassThrough)()',
  Transform: 'new (require("node:stream").PassThrough)()',
  PassThrough: 'new (require("node:stream").PassThrough)()',
  Request: REQUEST,
  NextRequest: REQUEST,
};

function keyword(kind: ts.SyntaxKind, name: string, variant: number): string | undefined {
  switch (kind) {
    case ts.SyntaxKind.StringKeyword:
    case ts.SyntaxKind.TemplateLiteralType:
      return textFor(name, variant);
    case ts.SyntaxKind.NumberKeyword:
      return String(variant);
    case ts.SyntaxKind.BooleanKeyword:
      return "true";
    case ts.SyntaxKind.BigIntKeyword:
      return `${variant}n`;
    case ts.SyntaxKind.SymbolKeyword:
      return `Symbol(${JSON.stringify(name)})`;
    case ts.SyntaxKind.AnyKeyword:
    case ts.SyntaxKind.UnknownKeyword:
      return guess(name, variant);
    case ts.SyntaxKind.ObjectKeyword:
      return "{}";
    case ts.SyntaxKind.UndefinedKeyword:
    case ts.SyntaxKind.VoidKeyword:
      return "undefined";
    default:
      return undefined;
  }
}

/** A text that code which checks such texts is likely to take. */
function textFor(name: string, variant: number): string {
  if (/(url|uri|href|origin)$/i.test(name)) return JSON.stringify(`http://localhost/${variant}`);
  if (/(uuid|guid)$/i.test(name)) return JSON.stringify(`00000000-0000-4000-8000-${String(variant).padStart(12, "0")}`);
  if (/e-?mail$/i.test(name)) return JSON.stringify(`name${variant}@example.test`);
  return JSON.stringify(`${name} ${variant}`);
}

/** What a parameter without a type is likely to be, by its name. */
function guess(name: string, variant: number): string {
  if (/(callback|cb|fn|func|handler|listener|done|next)$/i.test(name)) return "() => {}";
  const isCount = /(count|amount|size|length|limit|max|min|timeout|delay|time|index|num|number)$/i.test(name);
  if (isCount || /^([a-z]|ms)$|[a-z]Ms$/.test(name)) return String(variant);
  if (/(options|opts|config|settings|params|ctx|context)$/i.test(name)) return "{}";
  if (/(list|array|items|values|ids)$/i.test(name)) return `[${variant}, ${variant + 1}]`;
  return JSON.stringify(`${name} ${variant}`);
}

function isNothing(type: ts.TypeNode): boolean {
  if (type.kind === ts.SyntaxKind.UndefinedKeyword) return true;
  return ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
}

function isTypeDeclaration(node: ts.Node): node is Found["node"] {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node)
  );
}

/** The name that the other module knows it by, where an import or re-export brings a local name. */
function exportedName(statement: ts.ImportDeclaration | ts.ExportDeclaration, name: string): string | undefined {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
  if (ts.isImportDeclaration(statement) && statement.importClause?.name?.text === name) return "default";
  if (clause === undefined) return ts.isExportDeclaration(statement) ? name : undefined;
  if (!ts.isNamedImports(clause) && !ts.isNamedExports(clause)) return undefined;
  for (const element of clause.elements) {
    if (element.name.text === name) return (element.propertyName ?? element.name).text;
  }
  return undefined;
}

// Decides how to call functions that nobody calls: with which arguments, on which objects, and several at once.

import { ts } from "ts-morph";
import type { StartEdit } from "#protocol/server";
import type { SourceHost } from "../workspace/source-host";
import type { RequestedCall } from "./instrument-file";
import { createSampleValues, isOptional, type SampleValues } from "./sample-values";
import type { PointedFunction } from "./simulate-tag";

export type PlannedCalls =
  | {
      readonly kind: "calls";
      readonly calls: readonly RequestedCall[];
      /** The same as a person would write it. */
      readonly said: StartEdit;
    }
  /** Why they cannot be called; the words follow the function's name. */
  | { readonly kind: "impossible"; readonly name: string; readonly why: string };

/** A value that the calls share, and its name in the program's code and in words. */
interface Shared {
  readonly name: string;
  readonly variable: string;
  readonly text: string;
}

/** One function is called twice at once, the second time with arguments of one type exchanged; several are called once each. */
export function planCalls(
  functions: readonly PointedFunction[],
  source: ts.SourceFile,
  host: SourceHost,
): PlannedCalls {
  const values = createSampleValues(source, source.fileName, host);
  const pool = createPool();
  const calls: RequestedCall[] = [];
  const [only] = functions;
  const twice = functions.length === 1 && only !== undefined && !callsOnce(only);
  for (const pointed of functions) {
    const receiver = receiverOf(pointed, source, values, pool);
    if (receiver.kind === "impossible") return receiver;
    const parameters = parametersOf(pointed);
    const made: Shared[] = [];
    for (const parameter of parameters) {
      const shared = argument(parameter, source, values, pool, made);
      if (shared === undefined) {
        const type = parameter.type?.getText(source) ?? parameter.getText(source);
        return { kind: "impossible", name: pointed.name, why: `takes a \`${type}\`, which cannot be made here` };
      }
      made.push(shared);
    }
    const start = pointed.node.name?.getStart(source) ?? pointed.node.getStart(source);
    const end = pointed.node.name?.getEnd() ?? start + 1;
    const orders = twice ? [made, exchanged(made, parameters, source)] : [made];
    for (const order of orders) {
      const said = (of: (shared: Shared) => string) => order.map(of).join(", ");
      calls.push({
        text: `${receiver.code}(${said(({ variable }) => variable)})`,
        label: `${receiver.said}(${said(({ name }) => name)})`,
        start,
        end,
      });
    }
  }
  const [first, ...rest] = calls;
  const said: StartEdit = {
    values: pool.all.map(({ name, text }) => ({ name, text: written(text, source) })),
    calls: calls.map(({ text, label = text }) => label),
  };
  if (first === undefined || pool.all.length === 0) return { kind: "calls", calls, said };
  const list = pool.all.map(({ name, text }) => `${name} = ${spoken(text)}`).join(", ");
  const together = calls.map(({ label }) => `\`${label}\``).join(" and ");
  const how = calls.length > 1 ? `${together} are started together` : `${together} is called`;
  const assumption = `Nothing in the project was found that calls this: ${how}, with \`${list}\`. Say otherwise with \`/** @simulate ... */\` above it.`;
  return { kind: "calls", calls: [{ ...first, assumption, setup: pool.all }, ...rest], said };
}

/** A function without parameters is likely a whole program; a method without them acts on its object. */
function callsOnce(pointed: PointedFunction): boolean {
  return pointed.needsNothing && pointed.callable !== undefined;
}

function parametersOf({ node }: PointedFunction): readonly ts.ParameterDeclaration[] {
  const end = node.parameters.findIndex(isOptional);
  const list = end < 0 ? node.parameters : node.parameters.slice(0, end);
  // `this: Foo` is no argument.
  return list.filter((parameter) => !ts.isIdentifier(parameter.name) || parameter.name.text !== "this");
}

type Receiver =
  | { readonly kind: "receiver"; readonly code: string; readonly said: string }
  | Extract<PlannedCalls, { readonly kind: "impossible" }>;

/** What stands before the arguments: the function's name, or a method of an object that is made. */
function receiverOf(pointed: PointedFunction, source: ts.SourceFile, values: SampleValues, pool: Pool): Receiver {
  const { node, name, callable } = pointed;
  if (callable !== undefined) return { kind: "receiver", code: callable, said: callable };
  const impossible = (why: string): Receiver => ({ kind: "impossible", name, why });
  if (!ts.isMethodDeclaration(node) || !ts.isClassDeclaration(node.parent) || node.parent.parent !== source) {
    return impossible("cannot be called from the module's own scope");
  }
  if (!ts.isIdentifier(node.name)) return impossible("cannot be called from outside of its class");
  const owner = node.parent.name?.text;
  if (owner === undefined) return impossible("belongs to a class without a name");
  const isStatic = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
  if (isStatic) return { kind: "receiver", code: `${owner}.${node.name.text}`, said: `${owner}.${node.name.text}` };
  const text = values.instance(node.parent, 1);
  if (text === undefined) return impossible(`needs a \`${owner}\`, which cannot be made here`);
  const self = pool.share(`this ${owner}`, owner.charAt(0).toLowerCase() + owner.slice(1), 1, text);
  return { kind: "receiver", code: `${self.variable}.${node.name.text}`, said: `${self.name}.${node.name.text}` };
}

function argument(
  parameter: ts.ParameterDeclaration,
  source: ts.SourceFile,
  values: SampleValues,
  pool: Pool,
  before: readonly Shared[],
): Shared | undefined {
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : "options";
  const type = parameter.type?.getText(source);
  // The first parameter of a type is the first value of that type in every call, so that the calls meet.
  for (let variant = 1; ; variant++) {
    const known = type === undefined ? undefined : pool.find(type, variant);
    if (known !== undefined && before.includes(known)) continue;
    if (known !== undefined) return known;
    const text = values.of(parameter.type, name, variant);
    return text === undefined ? undefined : pool.share(type ?? name, name, variant, text);
  }
}

/** The arguments with the first two of one type exchanged: whoever locks both of them locks them in the other order. */
function exchanged(
  made: readonly Shared[],
  parameters: readonly ts.ParameterDeclaration[],
  source: ts.SourceFile,
): readonly Shared[] {
  const types = parameters.map((parameter) => parameter.type?.getText(source));
  for (const [first, type] of types.entries()) {
    const second = type === undefined ? -1 : types.indexOf(type, first + 1);
    const [one, other] = [made[first], made[second]];
    if (one !== undefined && other !== undefined) return made.with(first, other).with(second, one);
  }
  return made;
}

interface Pool {
  readonly all: Shared[];
  find(type: string, variant: number): Shared | undefined;
  share(type: string, name: string, variant: number, text: string): Shared;
}

function createPool(): Pool {
  const all: Shared[] = [];
  const byType = new Map<string, Shared>();
  return {
    all,
    find: (type, variant) => byType.get(`${variant} ${type}`),
    share(type, wanted, variant, text) {
      const key = `${variant} ${type}`;
      const known = byType.get(key);
      if (known !== undefined) return known;
      let name = wanted;
      for (let index = 2; all.some((shared) => shared.name === name); index++) name = `${wanted}${index}`;
      const shared = { name, variable: `__il_${name}`, text };
      all.push(shared);
      byType.set(key, shared);
      return shared;
    },
  };
}

/** The text as it can stand in the file: by the file's own imports, else with paths relative to it. */
function written(text: string, source: ts.SourceFile): string {
  const imported = new Set(
    source.statements.flatMap((statement) => {
      const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
      if (clause === undefined || clause.isTypeOnly || clause.namedBindings === undefined) return [];
      if (!ts.isNamedImports(clause.namedBindings)) return [];
      const { elements } = clause.namedBindings;
      return elements.flatMap((it) => (it.isTypeOnly || it.propertyName !== undefined ? [] : [it.name.text]));
    }),
  );
  const short = text
    .replaceAll(/\(require\("[^"]*"\)\.(\w+)\)/g, (whole, name: string) => (imported.has(name) ? name : whole))
    .replaceAll(/require\("[^"]*"\)\.(\w+)/g, (whole, name: string) => (imported.has(name) ? name : whole));
  const path = source.fileName;
  return short.replaceAll(/require\("(\/[^"]*|[A-Za-z]:[^"]*)"\)/g, (_, file: string) => {
    const from = path.split("/").slice(0, -1);
    const to = file.replace(/\.[cm]?tsx?$/, "").split("/");
    let same = 0;
    while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
    const up = from.slice(same).map(() => "..");
    return `require("${[...(up.length === 0 ? ["."] : up), ...to.slice(same)].join("/")}")`;
  });
}

/** The text without the paths of the machine that it was made on. */
function spoken(text: string): string {
  return text.replaceAll(/\(require\("[^"]*"\)\.(\w+)\)/g, "$1").replaceAll(/require\("[^"]*"\)\./g, "");
}

// Summaries of all functions, callees first; only what changed since the last time is done again.

import { BUILT_IN, type Catalog } from "./catalog-lookup";
import type {
  ClassFacts,
  Expr,
  FileFacts,
  FunctionFacts,
  FunctionId,
  PrimitiveFacts,
  PrimitiveOperation,
  VarId,
} from "./facts";
import type { World } from "./frame";
import { implementations } from "./hierarchy";
import { interpret } from "./interpret";
import { perModel } from "./per-model";
import type { ProgramModel } from "./program-model";
import { rootsOf } from "./roots";
import { EMPTY_SUMMARY, type Summary } from "./summary";

/** What is kept from one time to the next. */
export interface SummaryCache {
  readonly entries: Map<FunctionId, CacheEntry>;
  /** By file, what all summaries may depend on: fields, module variables, primitives. */
  shared: ReadonlyMap<string, string>;
  versions: number;
}

interface CacheEntry {
  readonly facts: FunctionFacts;
  /** Versions of the callees' summaries that this one was made from. */
  readonly inputs: string;
  readonly summary: Summary;
  /** Changes only when the summary does. */
  readonly version: number;
}

export function newSummaryCache(): SummaryCache {
  return { entries: new Map(), shared: new Map(), versions: 0 };
}

/** Rounds after which the members of a cycle of calls are taken as they are. */
const MAX_ROUNDS = 4;

/**
 * A generator so that the caller can let others run: it yields after each group of functions.
 * @param check called before each function; what it throws ends the work, and what was done is kept
 */
export function* summarise(
  files: ReadonlyMap<string, FileFacts>,
  cache: SummaryCache,
  catalog: Catalog = BUILT_IN,
  check: () => void = () => {},
): Generator<void, { model: ProgramModel; summarised: number }> {
  const index = indexFiles(files);
  const shared = new Map([...files].map(([path, file]) => [path, sharedOf(file)]));
  if (!isSame(shared, cache.shared)) {
    cache.entries.clear();
    cache.shared = shared;
  }
  // A function that is gone must not lend its summary to those that still mention it.
  for (const id of cache.entries.keys()) if (!index.functions.has(id)) cache.entries.delete(id);
  const summaries = new Map<FunctionId, Summary>();
  const world: World = {
    catalog,
    fn: (id) => index.functions.get(id),
    summary: (id) => summaries.get(id) ?? EMPTY_SUMMARY,
    primitive: (id) => index.operations.get(id),
    factory: (id) => index.factories.get(id),
    variable: (file, name) => index.variables.get(`${file}:${name}`),
    field: (slot) => index.fields.get(slot),
    target: index.target,
    given: (cls) => index.given.get(cls) ?? [],
    isReassigned: (slot) => index.reassigned.has(slot),
    isVolatile: (file, v) => index.volatile.get(file)?.has(v) === true,
  };
  let summarised = 0;
  for (const group of groups(index.functions, index.target)) {
    const members = new Set(group.map((fn) => fn.id));
    const inputs = (fn: FunctionFacts): string =>
      fn.mentions
        .filter((id) => !members.has(id))
        .map(
          (id) => `${id}=${cache.entries.get(index.functions.has(id) ? id : (index.target(id) ?? id))?.version ?? 0}`,
        )
        .join(" ");
    const fresh = group.filter((fn) => {
      const known = cache.entries.get(fn.id);
      return known === undefined || known.inputs !== inputs(fn) || !sameFacts(known.facts, fn);
    });
    if (fresh.length === 0) {
      for (const fn of group) summaries.set(fn.id, cache.entries.get(fn.id)?.summary ?? EMPTY_SUMMARY);
      continue;
    }
    const cyclic = group.length > 1 || group[0]?.mentions.includes(group[0].id) === true;
    let before: readonly string[] = [];
    for (let round = 0; round < (cyclic ? MAX_ROUNDS : 1); round++) {
      for (const fn of group) {
        check();
        summaries.set(fn.id, interpret(fn, world));
        summarised++;
      }
      if (!cyclic) break;
      const now = group.map((fn) => JSON.stringify(summaries.get(fn.id)));
      if (now.every((text, position) => text === before[position])) break;
      before = now;
    }
    for (const fn of group) {
      const found = summaries.get(fn.id) ?? EMPTY_SUMMARY;
      const known = cache.entries.get(fn.id);
      const same = known !== undefined && JSON.stringify(known.summary) === JSON.stringify(found);
      // The same object, so that what was found out about it stays known.
      const summary = same ? known.summary : found;
      summaries.set(fn.id, summary);
      const version = same ? known.version : ++cache.versions;
      cache.entries.set(fn.id, { facts: fn, inputs: inputs(fn), summary, version });
    }
    yield;
  }
  const known: Omit<ProgramModel, "roots"> = {
    files,
    functions: index.functions,
    summaries,
    mentionedBy: index.mentionedBy,
    primitiveFunctions: index.primitiveFunctions,
    primitiveClasses: index.primitiveClasses,
  };
  return { model: { ...known, roots: rootsOf(known) }, summarised };
}

/** Lists instead of sets and maps: it is compared as text. */
const sharedOf = perModel((file: FileFacts): string =>
  JSON.stringify([
    file.classes,
    file.variables,
    file.primitives,
    file.reassigned,
    file.test === true,
    [...new Set(file.functions.flatMap(({ writes }) => writes))],
  ]),
);

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

function sameFacts(a: FunctionFacts, b: FunctionFacts): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function indexFiles(files: ReadonlyMap<string, FileFacts>) {
  const functions = new Map<FunctionId, FunctionFacts>();
  const mentionedBy = new Map<FunctionId, FunctionId[]>();
  const operations = new Map<FunctionId, { facts: PrimitiveFacts; operation: PrimitiveOperation }>();
  const primitiveFunctions = new Map<FunctionId, PrimitiveFacts>();
  const primitiveClasses = new Set<string>();
  const factories = new Map<FunctionId, PrimitiveFacts>();
  const variables = new Map<string, { init?: Expr; constant: boolean }>();
  const fields = new Map<string, Expr>();
  const given = new Map<string, ClassFacts["given"]>();
  const reassigned = new Set<string>();
  const volatile = new Map<string, Set<VarId>>();
  for (const file of files.values()) {
    const written = new Set<VarId>();
    for (const fn of file.functions) {
      functions.set(fn.id, fn);
      for (const v of fn.writes) written.add(v);
      for (const id of fn.mentions) {
        const known = mentionedBy.get(id);
        if (known === undefined) mentionedBy.set(id, [fn.id]);
        else known.push(fn.id);
      }
    }
    volatile.set(file.file, written);
    for (const primitive of file.primitives) {
      if (primitive.cls !== undefined) primitiveClasses.add(primitive.cls);
      if (primitive.factory !== undefined) {
        factories.set(primitive.factory, primitive);
        primitiveFunctions.set(primitive.factory, primitive);
      }
      for (const operation of primitive.operations) {
        operations.set(operation.id, { facts: primitive, operation });
        primitiveFunctions.set(operation.id, primitive);
      }
    }
    for (const variable of file.variables) variables.set(`${file.file}:${variable.name}`, variable);
    for (const cls of file.classes) {
      for (const [name, init] of cls.fields) fields.set(`${cls.id}.${name}`, init);
      given.set(cls.id, cls.given);
    }
    for (const slot of file.reassigned) reassigned.add(slot);
  }
  const target = implementations(files, functions);
  for (const [slot, callers] of [...mentionedBy]) {
    const id = functions.has(slot) ? undefined : target(slot);
    if (id !== undefined) mentionedBy.set(id, [...(mentionedBy.get(id) ?? []), ...callers]);
  }
  return {
    target,
    given,
    functions,
    mentionedBy,
    operations,
    primitiveFunctions,
    primitiveClasses,
    factories,
    variables,
    fields,
    reassigned,
    volatile,
  };
}

/** Groups of functions that call one another, callees before callers (Tarjan 1972, without recursion on the call stack). */
function groups(
  functions: ReadonlyMap<FunctionId, FunctionFacts>,
  target: (slot: string) => FunctionId | undefined,
): FunctionFacts[][] {
  const found: FunctionFacts[][] = [];
  const order = new Map<FunctionId, number>();
  const low = new Map<FunctionId, number>();
  const stack: FunctionFacts[] = [];
  const onStack = new Set<FunctionId>();
  for (const root of functions.values()) {
    if (order.has(root.id)) continue;
    const work: { fn: FunctionFacts; next: number }[] = [{ fn: root, next: 0 }];
    while (work.length > 0) {
      const top = work[work.length - 1];
      if (top === undefined) break;
      const { fn } = top;
      if (top.next === 0 && !order.has(fn.id)) {
        order.set(fn.id, order.size);
        low.set(fn.id, order.size - 1);
        stack.push(fn);
        onStack.add(fn.id);
      }
      const mention = fn.mentions[top.next] ?? "";
      const callee = functions.get(mention) ?? functions.get(target(mention) ?? "");
      if (top.next < fn.mentions.length) {
        top.next++;
        if (callee === undefined) continue;
        if (!order.has(callee.id)) work.push({ fn: callee, next: 0 });
        else if (onStack.has(callee.id)) low.set(fn.id, Math.min(low.get(fn.id) ?? 0, order.get(callee.id) ?? 0));
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent !== undefined) low.set(parent.fn.id, Math.min(low.get(parent.fn.id) ?? 0, low.get(fn.id) ?? 0));
      if (low.get(fn.id) !== order.get(fn.id)) continue;
      const group: FunctionFacts[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack.delete(member.id);
        group.push(member);
        if (member.id === fn.id) break;
      }
      found.push(group);
    }
  }
  return found;
}

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
import { isEqual } from "./equal";
import type { World } from "./frame";
import { implementations } from "./hierarchy";
import { interpret } from "./interpret";
import type { ProgramModel } from "./program-model";
import { createRecorder, type Facts, hold, type Reads, type Recorder } from "./reads";
import { rootsOf } from "./roots";
import { EMPTY_SUMMARY, type Summary } from "./summary";

/** What is kept from one time to the next. */
export interface SummaryCache {
  readonly entries: Map<FunctionId, CacheEntry>;
  readonly recorder: Recorder;
  /** What the recorder asks: the facts of the latest time. */
  facts: Facts;
}

interface CacheEntry {
  readonly facts: FunctionFacts;
  /** What came out, and of what, each time that it was asked for; the last one holds. Functions that call one another take several. */
  readonly rounds: readonly Round[];
}

interface Round {
  /** What is called, each with the summary that it had. */
  readonly inputs: readonly (FunctionId | Summary)[];
  /** What else was asked to find it: fields, module variables, primitives, who implements what. */
  readonly reads: Reads;
  readonly summary: Summary;
}

export function newSummaryCache(): SummaryCache {
  const cache: SummaryCache = {
    entries: new Map(),
    recorder: createRecorder(() => cache.facts),
    facts: factsOf(indexFiles(new Map())),
  };
  return cache;
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
  cache.facts = factsOf(index);
  // A function that is gone must not lend its summary to those that still mention it.
  for (const id of cache.entries.keys()) if (!index.functions.has(id)) cache.entries.delete(id);
  const summaries = new Map<FunctionId, Summary>();
  const world: World = { ...cache.recorder.facts, catalog, summary: (id) => summaries.get(id) ?? EMPTY_SUMMARY };
  const inputsOf = (fn: FunctionFacts): (FunctionId | Summary)[] =>
    fn.mentions.flatMap((mention) => {
      const id = index.functions.has(mention) ? mention : index.target(mention);
      return id === undefined ? [] : [id, summaries.get(id) ?? EMPTY_SUMMARY];
    });
  let summarised = 0;
  for (const group of groups(index.functions, index.target)) {
    const cyclic = group.length > 1 || group[0]?.mentions.includes(group[0].id) === true;
    const done = group.map((): Round[] => []);
    let worked = false;
    for (let round = 0; round < (cyclic ? MAX_ROUNDS : 1); round++) {
      let changed = false;
      for (const [at, fn] of group.entries()) {
        const entry = cache.entries.get(fn.id);
        const known = entry !== undefined && sameFacts(entry.facts, fn) ? entry.rounds : [];
        const mine = done[at] ?? [];
        const inputs = inputsOf(fn);
        const before = [mine.at(-1), known[round], ...known].find(
          (one) => one !== undefined && sameInputs(one.inputs, inputs) && hold(one.reads),
        );
        let summary = before?.summary;
        let reads = before?.reads;
        if (summary === undefined) {
          check();
          worked = true;
          summarised++;
          const { result: found, reads: asked } = cache.recorder.during(() => interpret(fn, world));
          reads = asked;
          // The same object where it says the same, so that what rests on it stays known.
          const same = [mine.at(-1), entry?.rounds[round], entry?.rounds.at(-1)].find(
            (one) => one !== undefined && isEqual(one.summary, found),
          );
          summary = same?.summary ?? found;
        }
        changed ||= summary !== mine.at(-1)?.summary;
        mine.push({ inputs, reads: reads ?? new Map(), summary });
        summaries.set(fn.id, summary);
      }
      if (!changed) break;
    }
    for (const [at, fn] of group.entries()) {
      const entry = cache.entries.get(fn.id);
      const rounds = done[at] ?? [];
      if (entry === undefined || entry.facts !== fn || !sameRounds(entry.rounds, rounds))
        cache.entries.set(fn.id, { facts: fn, rounds });
    }
    if (!worked) continue;
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

function factsOf(index: ReturnType<typeof indexFiles>): Facts {
  return {
    fn: (id) => index.functions.get(id),
    primitive: (id) => index.operations.get(id),
    factory: (id) => index.factories.get(id),
    variable: (file, name) => index.variables.get(`${file}:${name}`),
    field: (slot) => index.fields.get(slot),
    target: index.target,
    given: (cls) => index.given.get(cls) ?? [],
    isReassigned: (slot) => index.reassigned.has(slot),
    isVolatile: (file, v) => index.volatile.get(file)?.has(v) === true,
  };
}

function sameFacts(a: FunctionFacts, b: FunctionFacts): boolean {
  return a === b || isEqual(a, b);
}

function sameInputs(a: Round["inputs"], b: Round["inputs"]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

function sameRounds(a: readonly Round[], b: readonly Round[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ inputs, reads, summary }, index) => {
      const other = b[index];
      return (
        other !== undefined && summary === other.summary && reads === other.reads && sameInputs(inputs, other.inputs)
      );
    })
  );
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

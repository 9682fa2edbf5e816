// Which files are to be read next, once some have been: those that use what was found concurrent there, and those that it calls.

import { isTarget } from "#server/model/thread-starts";
import type { Expr, FileFacts, FunctionId } from "#server/model/facts";
import { perModel } from "#server/model/per-model";

export interface Known {
  /** Files that are read, or will be, in any case. */
  readonly wanted: ReadonlySet<string>;
  readonly facts: ReadonlyMap<string, FileFacts>;
  /** By file: those that import it. */
  readonly importers: ReadonlyMap<string, readonly string[]>;
  /** Files of the project. */
  readonly member: ReadonlySet<string>;
  /** The file's code has one of these words. */
  uses(file: string, words: readonly string[]): boolean;
}

/** In alphabetical order. */
export function nextRound({ wanted, facts, importers, member, uses }: Known): string[] {
  const read = new Map([...facts].filter(([path]) => wanted.has(path)));
  const effectful = effectfulFunctions(read);
  const concurrent = new Set([...effectful].map(fileOf));
  const next = new Set<string>();
  for (const path of concurrent) {
    const file = read.get(path);
    const users = (importers.get(path) ?? []).filter((user) => !wanted.has(user) && !next.has(user));
    if (file === undefined || users.length === 0) continue;
    const words = offered(file, effectful);
    for (const user of users) if (words === undefined || uses(user, words)) next.add(user);
  }
  for (const called of calledBy([...effectful], read, concurrent)) {
    const holder = fileOf(called);
    if (!wanted.has(holder) && member.has(holder)) next.add(holder);
  }
  const tasks = [...read.values()].flatMap(({ waits }) => waits?.pools ?? []);
  if (tasks.length > 0)
    for (const path of member)
      if (!wanted.has(path) && tasks.some(({ target }) => isTarget(path, target))) next.add(path);
  return [...next].sort();
}

/** Functions in which something concurrent happens, or that name one in which it does. */
function effectfulFunctions(files: ReadonlyMap<string, FileFacts>): Set<FunctionId> {
  const functions = [...files.values()].flatMap((file) => file.functions);
  const read = new Set(functions.map(({ id }) => id));
  const namedBy = new Map<string, FunctionId[]>();
  const found = new Set<FunctionId>();
  const pending: FunctionId[] = [];
  const add = (id: FunctionId): void => {
    if (found.has(id)) return;
    found.add(id);
    pending.push(id);
  };
  for (const { id, mentions, concurrent } of functions) {
    for (const mention of mentions) {
      // A method without a body may be any that is declared there.
      const key = read.has(mention) ? mention : fileOf(mention);
      const users = namedBy.get(key);
      if (users === undefined) namedBy.set(key, [id]);
      else users.push(id);
    }
    if (concurrent === true) add(id);
  }
  for (let id = pending.pop(); id !== undefined; id = pending.pop())
    for (const user of [...(namedBy.get(id) ?? []), ...(namedBy.get(fileOf(id)) ?? [])]) add(user);
  return found;
}

/** Functions that these name, and those that they name in files where something concurrent happens. */
function calledBy(
  functions: readonly FunctionId[],
  files: ReadonlyMap<string, FileFacts>,
  concurrent: ReadonlySet<string>,
): Set<FunctionId> {
  const mentions = new Map(
    [...concurrent].flatMap((path) => files.get(path)?.functions ?? []).map((fn) => [fn.id, fn.mentions]),
  );
  const found = new Set<FunctionId>();
  const pending = [...functions];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const called of mentions.get(id) ?? []) {
      if (found.has(called)) continue;
      found.add(called);
      pending.push(called);
    }
  }
  return found;
}

/**
 * Words without which nobody can use what is concurrent in a file: names of its functions, and of the variables,
 * classes and fields that hold something. `undefined` where the file exports under other names.
 */
function offered(file: FileFacts, effectful: ReadonlySet<FunctionId>): string[] | undefined {
  if (file.renames === true) return undefined;
  const words = file.functions.filter(({ id }) => effectful.has(id)).flatMap(({ id }) => namesIn(id));
  for (const { names, resource, functions } of holdersIn(file))
    if (resource || functions.some((id) => effectful.has(id))) words.push(...names);
  return [...new Set(words)].sort();
}

/** A variable, or a field with its class. */
interface Holder {
  readonly names: readonly string[];
  /** What it holds is made with a library of the catalog, or holds what is. */
  readonly resource: boolean;
  /** Functions and constructors in what it holds. */
  readonly functions: readonly FunctionId[];
}

/** What the file's variables and fields hold, as far as it matters here: nothing of places in the text. */
export const holdersIn = perModel(({ variables, classes }: FileFacts): readonly Holder[] => [
  ...variables.flatMap(({ name, init }) => holder([name], init)),
  ...classes.flatMap(({ name, fields }) => fields.flatMap(([field, value]) => holder([name, field], value))),
]);

function holder(names: readonly string[], value: Expr | undefined): Holder[] {
  if (value === undefined) return [];
  const text = JSON.stringify(value);
  const ids = [...text.matchAll(/"id":"((?:[^"\\]|\\.)*)"/g)].map(([, id = ""]) => id);
  const classes = [...text.matchAll(/"cls":"((?:[^"\\]|\\.)*)"/g)].map(([, cls = ""]) => `${cls}.constructor`);
  const resource = text.includes('"resource":');
  return resource || ids.length > 0 || classes.length > 0 ? [{ names, resource, functions: [...ids, ...classes] }] : [];
}

/** `Bank`, `transfer` of `<file>#Bank.transfer.@12`. */
function namesIn(id: FunctionId): string[] {
  const names = id.slice(id.indexOf("#") + 1).split(".");
  return names.flatMap((name) =>
    /^(?:get |set )?[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? [name.replace(/^[gs]et /, "")] : [],
  );
}

function fileOf(id: FunctionId): string {
  return id.slice(0, id.indexOf("#"));
}

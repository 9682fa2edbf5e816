// What tasks wait for in each operation of the catalog, in words: read off runs of programs that make every operation wait.

import { CATALOG } from "#engine/catalog/index";
import type { LibraryEntry, ResourceType } from "#engine/catalog/schema";
import type { TaskId, Trace, Wait } from "#engine/trace/trace";

export interface WaitRow {
  /** `Mutex_acquire`: the operation, and the name of the function that calls it. */
  readonly operation: string;
  readonly words: string;
  readonly heldBy: string;
}

const WAITING: ReadonlySet<string> = new Set(["ACQ", "RUN", "ENQ", "WAIT", "JOIN", "SEND", "RECV"]);

/** Every operation of an entry that can wait, under the name that a program's function for it has. */
export function waitingOperations(entry: LibraryEntry): readonly string[] {
  const ofTypes = entry.types.flatMap((type) =>
    type.operations
      .filter(({ effect, lazy }) => WAITING.has(effect) && lazy !== true)
      .map(({ member }) => nameOf(`${labelOf(type, entry)}_${member === "" ? "call" : member}`)),
  );
  const named = entry.types
    .filter(({ methods }) => methods !== undefined)
    .map((type) => `${labelOf(type, entry)}_methods`);
  const alone = entry.functions.filter(({ effect }) => WAITING.has(effect)).map((one) => `${nameOf(one.export)}_`);
  return [...new Set([...ofTypes, ...named, ...alone])];
}

export function entryOf(module: string): LibraryEntry {
  const entry = CATALOG.find((one) => one.module === module);
  if (entry === undefined) throw new Error(`${module} is not in the catalog`);
  return entry;
}

/** The waits of the functions that are named after an operation: the first one that says what for. */
export function waitRows(trace: Trace, operations: readonly string[]): readonly WaitRow[] {
  const name = (task: TaskId | undefined): string => trace.tasks[task ?? -1]?.name ?? "?";
  const waits = trace.events.flatMap((event) =>
    event.kind === "task-state" && event.wait !== undefined && event.task !== undefined
      ? [{ task: event.task, wait: event.wait }]
      : [],
  );
  const wordsOf = (wait: Wait): string => {
    const { tasks } = wait;
    const inner = tasks?.map((task) => waits.findLast((one) => one.task === task)).find((one) => one !== undefined);
    const by = wait.kind === "join" && inner !== undefined && inner.wait.kind === "acquire";
    return `${wait.text}${wait.timeout === true ? ", bounded" : ""}${by ? `; there: ${inner.wait.text}` : ""}`;
  };
  const blocked = trace.outcome.kind === "deadlock" ? trace.outcome.blocked : [];
  return operations.flatMap((operation) => {
    const found = waits.find((one) => name(one.task) === operation);
    if (found === undefined) return [];
    const own = blocked.find(({ task }) => task === found.task);
    const joined = blocked.find(({ task }) => found.wait.tasks?.includes(task) === true && found.wait.kind === "join");
    const holders = [...(own?.heldBy ?? []), ...(joined?.heldBy ?? [])].map(name);
    return [{ operation, words: wordsOf(found.wait), heldBy: [...new Set(holders)].join(", ") }];
  });
}

/** What the library's own documentation calls it, as the probes do. */
function labelOf(type: ResourceType, entry: LibraryEntry): string {
  if (type.export !== "default") return type.export;
  const otherwise = entry.module.replace(/^@[^/]+\//, "").replace(/\/.*$/, "");
  if (type.operations.some(({ member }) => member === "")) return otherwise;
  return type.typeNames.find((one) => one !== "default") ?? otherwise;
}

function nameOf(text: string): string {
  return text.replace(/\W/g, "_");
}

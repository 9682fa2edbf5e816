// The catalog as a page to read: one section a library, a line an operation. `npm run catalog` writes it.

import type {
  ArgumentValue,
  CallbackParameter,
  Capacity,
  FunctionOperation,
  LibraryEntry,
  Operation,
  ResourceType,
} from "#engine/catalog/schema";

/** @param more sections behind those of the libraries */
export function catalogPage(entries: readonly LibraryEntry[], more: readonly string[] = []): string {
  return [
    "# The catalog",
    "",
    "What Interleave knows of the libraries and platform APIs that make concurrency. The analyzer reads it to see what a call waits for,",
    "takes and gives back; the simulation reads the same entry to watch the user's own copy of the library. This page is written by",
    "`npm run catalog` from `engine/catalog/`, one file a library.",
    "",
    "A workspace adds its own libraries in `interleave.json` at its root, in the same words (the editor completes them), and its own",
    "classes by tags in their comments: `@interleave mutex` or `@interleave semaphore` on the class, `@interleave acquire`, `release`",
    "or `run` on its methods.",
    "",
    "Effects: `ACQ` waits and takes · `TRY` takes or says no · `REL` gives back · `RUN` takes, runs a callback, gives back · `ENQ` queues a job ·",
    "`WAIT` and `SIGNAL` · `SEND` and `RECV` · `SPAWN`, `JOIN`, `KILL` of threads and processes · `CANCEL`, `PAUSE`, `RESUME`.",
    "",
    ...[...entries].sort((a, b) => (a.module < b.module ? -1 : 1)).flatMap(section),
    ...more,
  ].join("\n");
}

function section(entry: LibraryEntry): string[] {
  const rows = [
    ...entry.types.flatMap((type) => type.operations.map((operation) => row(type, operation))),
    ...entry.functions.map(functionRow),
    ...entry.aliases.map(({ export: name, argument, bounded }) =>
      cells([`\`${name}()\``, "", "", `the same resource as argument ${argument}${bounded ? ", waits bounded" : ""}`]),
    ),
  ];
  const { simulation } = entry;
  const simulated =
    simulation.kind === "watched"
      ? "the program's own copy runs and is watched"
      : simulation.kind === "built-in"
        ? "built into the machine"
        : `not watched: ${simulation.why}`;
  return [
    `## ${entry.module}`,
    "",
    `Checked in ${entry.checked}. Simulation: ${simulated}. [Home](${entry.homepage})`,
    "",
    ...(rows.length === 0 ? [] : ["| operation | effect | on | |", "| --- | --- | --- | --- |", ...rows, ""]),
    ...entry.notes.map((note) => `- ${note}`),
    "",
  ];
}

function row(type: ResourceType, operation: Operation): string {
  const owner = type.export === "default" ? (type.typeNames[0] ?? "") : type.export;
  const name = operation.member === "" ? `${owner === "" ? "" : `${owner}: `}the call` : `${owner}.${operation.member}`;
  return cells([`\`${name}\``, operation.effect, `${type.kind}${capacity(type.capacity)}`, details(operation)]);
}

function functionRow(operation: FunctionOperation): string {
  const on = typeof operation.on === "string" ? "" : `, argument ${operation.on.argument}`;
  const kind = `${operation.kind}${on}${capacity(operation.capacity)}`;
  return cells([`\`${operation.export}()\``, operation.effect, kind, details(operation)]);
}

function details(operation: Omit<Operation, "member">): string {
  const { result, callback, key, bounded, mode, amount } = operation;
  return [
    ...(mode === undefined ? [] : [typeof mode === "string" ? mode : `mode by ${argument(mode)}`]),
    ...(key === undefined ? [] : [`key: ${argument(key)}${key.list === undefined ? "" : `, a list ${key.list}`}`]),
    ...(amount === undefined ? [] : [amount === "all" ? "all units" : `units: ${argument(amount)}`]),
    ...(callback === undefined ? [] : [callbackText(callback)]),
    ...(result.kind === "releaser" ? ["gives a function that releases"] : []),
    ...(result.kind === "tuple" ? [`element ${result.index} releases`] : []),
    ...(result.kind === "handle" ? [`given back by \`${result.release.join("`, `")}\``] : []),
    ...(result.kind === "outcome" ? ["its outcome must be looked at"] : []),
    ...(bounded === undefined
      ? []
      : [bounded === true ? "ends by itself" : `ends by itself with ${argument(bounded)}`]),
    ...(operation.memory === undefined ? [] : [operation.memory === "edge" ? "not remembered" : "remembered"]),
    ...(operation.blocksThread === true ? ["stops its thread"] : []),
    ...(operation.lazy === true ? ["only describes"] : []),
    ...(operation.never === undefined ? [] : [`never settles where ${operation.never}`]),
  ].join("; ");
}

function callbackText(callback: CallbackParameter): string {
  const { until, doneIfDeclares } = callback;
  const end =
    until === "done-called" ? "until it calls back" : until === "returns" ? "until it returns" : "until it settles";
  if (doneIfDeclares === undefined) return `runs its callback ${end}`;
  const { parameters, compare, exceptAsync } = doneIfDeclares;
  const which = compare === "=" ? `exactly ${parameters}` : `at least ${parameters}`;
  return `runs its callback ${end}, one with ${which} parameter${parameters === 1 ? "" : "s"}${exceptAsync ? " that is not async" : ""} until it calls back`;
}

function argument(from: ArgumentValue<unknown> & { readonly names?: readonly string[] }): string {
  const place = from.argument < 0 ? `argument ${from.argument} from the end` : `argument ${from.argument}`;
  const names = from.names ?? (from.property === undefined ? [] : [from.property]);
  return names.length === 0 ? place : `\`${names.join("`, `")}\` of ${place}`;
}

function capacity(given: Capacity): string {
  if (given === 1) return "";
  if (typeof given !== "object") return given === "unbounded" ? "" : `, ${given} units`;
  const otherwise = given.otherwise === undefined ? "" : `, else ${given.otherwise}`;
  return `, units: ${argument(given)}${otherwise}`;
}

function cells(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
}

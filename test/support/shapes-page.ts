// The hand-written primitives as a table to read: what each shape is recognised as, which rules speak of it, what is not recognised.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ts } from "ts-morph";
import type { PrimitiveFacts } from "#server/model/facts";
import { recognisePrimitives } from "#server/model/shapes";
import { marksOf } from "./check-rule";

interface ShapeRow {
  readonly folder: string;
  readonly title: string;
  /** What it is besides the locks in its fixture: in words. */
  readonly as?: string;
  /** What is not recognised. */
  readonly not: string;
}

/** The folders of test/shapes, in their order. */
export const SHAPES: readonly ShapeRow[] = [
  { folder: "01-promise-chain", title: "promise chain", not: "a link that a check in front of the `try` leaves open" },
  {
    folder: "02-keyed-chain",
    title: "promise chain for each key, in a map",
    not: "a key that is reckoned from the arguments",
  },
  {
    folder: "03-busy-flag",
    title: "busy flag",
    as: "a flag that turns others away: a guard, for which nobody waits",
    not: "a flag that is looked at through a method",
  },
  {
    folder: "04-resolver-list",
    title: "flag or count, and a list of resolvers",
    not: "waiters that give up and stay in the list",
  },
  {
    folder: "05-polling-lock",
    title: "polling: `while (locked) await sleep()`",
    not: "the cost of polling; starvation",
  },
  {
    folder: "06-async-queue",
    title: "queue whose takers, or putters, wait",
    as: "a channel: who waits in which list, and what ends the wait; its bound",
    not: "room for one who waits, which a second overwrites; queues made of closures",
  },
  {
    folder: "07-drain-loop",
    title: "drain loop: one run empties the list of jobs",
    as: "without a result for each job: a guard",
    not: "a job that comes between the last look and the reset of the flag",
  },
  {
    folder: "08-deferred",
    title: "deferred",
    as: "a promise, where the executor that settles it is in sight",
    not: "one that is made by a class or function of another place and then forgotten, or waited for too early",
  },
  {
    folder: "09-request-map",
    title: "map from a request's number to who waits for the answer",
    as: "waiters that only messages of a thread or process settle",
    not: "a peer that is reached otherwise than by a worker or child process",
  },
  {
    folder: "10-event-gate",
    title: "event, gate, condition",
    as: "a monitor: who waits, who wakes, what is looked at again",
    not: "gates made of closures; an object that another function gets and waits in while its maker fails",
  },
  {
    folder: "11-latch",
    title: "latch",
    as: "a count of participants, and who waits for it",
    not: "latches made of closures, or kept in a field",
  },
  {
    folder: "12-barrier",
    title: "barrier",
    as: "a count of parties that all wait",
    not: "one that does not wake who came before the last; a participant that leaves early",
  },
  {
    folder: "13-rw-lock",
    title: "many readers or one writer",
    not: "one method for both modes; a count of readers that a failure leaves up, inside of the lock itself",
  },
  {
    folder: "14-lazy-init",
    title: "made on first use",
    as: "a write that rests on a look before an `await`",
    not: "a rejected promise that is kept for ever",
  },
  {
    folder: "15-memory-lock",
    title: "lock in shared memory",
    not: "that two objects are locks of one cell; an unlock by who does not hold it",
  },
  {
    folder: "16-ring-buffer",
    title: "ring in shared memory",
    as: "cells: who waits for, stores and notifies which",
    not: "that full and empty differ; one thread on both ends",
  },
  {
    folder: "17-sync-call",
    title: "call of the main thread that sleeps until it is answered",
    as: "cells and messages of two threads",
    not: "a flag that is not reset before the question; a handler that throws before it notifies",
  },
  {
    folder: "18-timeout-wrapper",
    title: "time limit around a lock or a section",
    as: "a race of two, of which one is a timer",
    not: "a nested acquire with a limit ends by itself, and is not reported",
  },
  {
    folder: "19-ttl-release",
    title: "timer that releases",
    as: "a timer that releases in the function that holds the lock",
    not: "a lease whose holder is given its end, and works longer",
  },
  {
    folder: "20-lock-cache",
    title: "map of locks, with eviction",
    as: "the lock in the map, by its key",
    not: "packages that evict by age or number",
  },
];

/** Lines of the page. @param root of the repository */
export function shapesSection(root: string): string[] {
  return [
    "## Written by hand",
    "",
    "Most locks are of the program's own making. They are recognised by the shape of their code (which state is tested, changed and",
    "woken by whom), never by name: as a class, as a function that makes closures, or as functions and variables of a module, wherever",
    "they are used. Of each there is the correct one, the correct one misused, the broken one and something that only looks like it in",
    "`test/shapes`, from which this table is written. Whether the analysis is right about a class can be said in its comment: see above.",
    "",
    "| shape | recognised as | rules that speak of it | not recognised |",
    "| --- | --- | --- | --- |",
    ...SHAPES.map((row) => line(row, join(root, "test/shapes", row.folder))),
    "",
  ];
}

function line({ title, as, not }: ShapeRow, folder: string): string {
  const text = readFileSync(join(folder, "primitive.ts"), "utf8");
  const locks = recognisePrimitives(ts.createSourceFile("primitive.ts", text, ts.ScriptTarget.Latest, true));
  const kinds = [...new Set(locks.map(words))];
  const spoken = ["misused.ts", "broken.ts"].flatMap((file) =>
    marksOf(readFileSync(join(folder, file), "utf8"), "").map(({ rule }) => rule),
  );
  const rules = [...new Set(spoken)].sort().map((id) => `[${id}](rules/${id}.md)`);
  return `| ${[title, [...kinds, ...(as === undefined ? [] : [as])].join("; "), rules.join(", "), not].join(" | ")} |`;
}

function words({ kind, operations, releaser }: PrimitiveFacts): string {
  const effects = new Set(operations.map(({ effect, mode }) => `${effect}${mode === "shared" ? " shared" : ""}`));
  const keyed = operations.some(({ key }) => key !== undefined) ? " by key" : "";
  const gives = releaser ? ", gives what releases" : "";
  return `${kind}${keyed} (${[...effects].sort().join(", ")}${gives})`;
}

// What the rules about shared memory share: which operations of a program may be on the same cell, and on which thread they run.

import type { CellOperation } from "#server/model/atomics-facts";
import type { FileFacts } from "#server/model/facts";
import { perModel } from "#server/model/per-model";
import type { ProgramModel } from "#server/model/program-model";
import { isTarget } from "#server/model/thread-starts";

export interface FoundOperation extends CellOperation {
  readonly file: string;
}

export function operationsOf(files: Iterable<FileFacts>): FoundOperation[] {
  return [...files].flatMap(({ file, waits }) => (waits?.cells ?? []).map((one) => ({ ...one, file })));
}

/** A thread has its own names for the array: between files, and between the two sides of one that runs itself, only the index tells cells apart. */
export function mayMeet(a: FoundOperation, b: FoundOperation): boolean {
  if (a.cell !== undefined && b.cell !== undefined && a.cell !== b.cell) return false;
  const apart =
    a.file === b.file && a.side === b.side && a.view !== undefined && b.view !== undefined && a.view !== b.view;
  return !apart || a.parameter || b.parameter;
}

export function mustMeet(a: FoundOperation, b: FoundOperation): boolean {
  return a.view !== undefined && a.view === b.view && a.cell !== undefined && a.cell === b.cell;
}

/** Some thread runs code that is not analysed: what happens there is not known. */
export function hasUnknownThreads(files: readonly FileFacts[]): boolean {
  return files.some(({ waits }) =>
    (waits?.starts ?? []).some(({ target }) => !files.some(({ file }) => isTarget(file, target))),
  );
}

/** Files that belong together: by importing one another, or by starting threads of one another. */
export const groupsOf = perModel((model: ProgramModel): readonly FileFacts[][] => {
  const near = new Map<string, Set<string>>();
  const join = (a: string, b: string): void => {
    near.set(a, (near.get(a) ?? new Set()).add(b));
    near.set(b, (near.get(b) ?? new Set()).add(a));
  };
  for (const { file, waits } of model.files.values()) {
    for (const imported of waits?.imports ?? []) if (model.files.has(imported)) join(file, imported);
    for (const { target } of waits?.starts ?? [])
      for (const other of model.files.keys()) if (isTarget(other, target)) join(file, other);
  }
  const seen = new Set<string>();
  const groups: FileFacts[][] = [];
  for (const start of model.files.keys()) {
    const group: FileFacts[] = [];
    const pending = [start];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      const facts = model.files.get(path);
      if (seen.has(path) || facts === undefined) continue;
      seen.add(path);
      group.push(facts);
      pending.push(...(near.get(path) ?? []));
    }
    if (group.length > 0) groups.push(group);
  }
  return groups;
});

export function isWorkerFile(model: ProgramModel, file: string): boolean {
  return starts(model).some(({ target }) => isTarget(file, target));
}

/** It can only be the main thread: the file starts threads, and is not what one of them runs. */
export function isOnMain(operation: FoundOperation, model: ProgramModel): boolean {
  if (operation.side !== undefined) return operation.side === "main";
  const own = model.files.get(operation.file)?.waits?.starts ?? [];
  return own.length > 0 && !isWorkerFile(model, operation.file);
}

/** `Atomics.wait(flags, 0, …)` in short: `flags[0]`. */
export function cellText({ text, cell }: CellOperation): string {
  return cell === undefined ? `\`${text}\`` : `\`${text}[${cell}]\``;
}

const starts = perModel((model: ProgramModel) =>
  [...model.files.values()].flatMap((file: FileFacts) => file.waits?.starts ?? []),
);

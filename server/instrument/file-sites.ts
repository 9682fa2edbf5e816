// The sites of one file while it is instrumented, and the placeholders that stand for their numbers until the scenario is put together.

import { createHash } from "node:crypto";
import type { Site, SiteKind } from "#engine/scenario";
import type { Position, Range } from "#protocol/finding";
import { ts } from "ts-morph";

/** A site before its file has a number. */
export type FileSite = Omit<Site, "file">;

export interface FileSites {
  readonly list: readonly FileSite[];
  /** Registers a site and gives the text that instrumented code uses for its number. */
  add(kind: SiteKind, start: number, end: number, within: string, label: string): string;
}

/** How offsets of the text become lines; different for a text that sits inside another file. */
export type PositionOf = (offset: number) => Position;

/** Site numbers are global to a scenario but files are instrumented one by one, so the code carries `__ils_<key>_<index>`. */
export const SITE_PLACEHOLDER = /__ils_([0-9a-f]{8})_(\d+)/g;
/** `__ilmain_<key>`: whether the file is the unit's entry. */
export const MAIN_PLACEHOLDER = /__ilmain_([0-9a-f]{8})/g;

export function fileKey(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 8);
}

export function createFileSites(key: string, positionOf: PositionOf): FileSites {
  const list: FileSite[] = [];
  return {
    list,
    add(kind, start, end, within, label) {
      const from = positionOf(start);
      const to = positionOf(end);
      list.push({
        line: from.line,
        character: from.character,
        endLine: to.line,
        endCharacter: to.character,
        kind,
        in: within,
        label,
      });
      return `__ils_${key}_${list.length - 1}`;
    },
  };
}

export function positionsIn(source: ts.SourceFile): PositionOf {
  return (offset) => ts.getLineAndCharacterOfPosition(source, offset);
}

export function rangeOf(source: ts.SourceFile, start: number, end: number): Range {
  const at = positionsIn(source);
  return { start: at(start), end: at(end) };
}

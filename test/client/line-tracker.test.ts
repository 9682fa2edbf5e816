// Lines that follow the text while it is edited.

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LineEdit, toCurrentLine, toOriginalLine } from "#client/line-tracker";

function edit(start: [number, number], end: [number, number], text: string): LineEdit {
  return {
    start: { line: start[0], character: start[1] },
    end: { line: end[0], character: end[1] },
    text,
  };
}

describe("a line after an edit", () => {
  it.each([
    ["a line inserted above", edit([2, 0], [2, 0], "new\n"), 5, 6],
    ["a line inserted at it", edit([5, 0], [5, 0], "new\n"), 5, 6],
    ["a line inserted below", edit([6, 0], [6, 0], "new\n"), 5, 5],
    ["a line deleted above", edit([2, 0], [3, 0], ""), 5, 4],
    ["a character typed in it", edit([5, 3], [5, 3], "x"), 5, 5],
    ["a character typed at its beginning", edit([5, 0], [5, 0], "x"), 5, 5],
    ["Enter at its end", edit([5, 9], [5, 9], "\n"), 5, 5],
    ["its deletion", edit([5, 0], [6, 0], ""), 5, undefined],
    ["a replacement around it", edit([3, 2], [8, 1], "a\nb"), 5, undefined],
  ])("%s", (_, change, line, expected) => {
    expect(toCurrentLine([change], line)).toBe(expected);
  });

  it("follows one edit after the other", () => {
    const edits = [edit([0, 0], [0, 0], "a\nb\n"), edit([1, 0], [2, 0], "")];
    expect(toCurrentLine(edits, 5)).toBe(6);
    expect(toOriginalLine(edits, 6)).toBe(5);
  });

  it("of inserted text had no original", () => {
    expect(toOriginalLine([edit([5, 0], [5, 0], "one\ntwo\n")], 6)).toBeUndefined();
  });
});

/** A text of numbered lines, and edits of whole lines or within one, so that a line's own name tells where it went. */
const wholeLineEdits = fc.array(
  fc.record({ at: fc.nat(30), remove: fc.nat(3), insert: fc.nat(3), inside: fc.boolean() }),
  { maxLength: 8 },
);

describe("the tracker", () => {
  it("finds each surviving line where the text has it, there and back", () => {
    fc.assert(
      fc.property(wholeLineEdits, (script) => {
        const text = Array.from({ length: 20 }, (_, index) => `line ${index}`);
        const edits: LineEdit[] = [];
        for (const { at, remove, insert, inside } of script) {
          const line = Math.min(at, text.length - 1);
          if (inside) {
            edits.push(edit([line, 2], [line, 3], "ne"));
            continue;
          }
          const removed = Math.min(remove, text.length - 1 - line);
          const added = Array.from({ length: insert }, () => "new");
          text.splice(line, removed, ...added);
          edits.push(edit([line, 0], [line + removed, 0], added.map((name) => `${name}\n`).join("")));
        }
        for (let original = 0; original < 20; original += 1) {
          const place = text.indexOf(`line ${original}`);
          expect(toCurrentLine(edits, original)).toBe(place < 0 ? undefined : place);
          if (place >= 0) expect(toOriginalLine(edits, place)).toBe(original);
        }
      }),
    );
  });
});

// Where a line of the simulated source is now, after edits: moved, unchanged, or gone. Pure.

/** One replacement in a document: `range` before the edit, and the text that took its place. */
export interface LineEdit {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  readonly text: string;
}

/** The present line of a line of the original text; `undefined` where an edit rewrote it. Edits in the order they were made. */
export function toCurrentLine(edits: readonly LineEdit[], line: number): number | undefined {
  let current: number | undefined = line;
  for (const edit of edits) {
    if (current === undefined) return undefined;
    current = forward(edit, current);
  }
  return current;
}

/** The original line of a present line; `undefined` where it was not there. */
export function toOriginalLine(edits: readonly LineEdit[], line: number): number | undefined {
  let original: number | undefined = line;
  for (const edit of edits.toReversed()) {
    if (original === undefined) return undefined;
    original = backward(edit, original);
  }
  return original;
}

function forward(edit: LineEdit, line: number): number | undefined {
  const removed = edit.end.line - edit.start.line;
  const added = lineBreaks(edit.text);
  if (staysBefore(edit, line) || (line === edit.start.line && removed === 0 && added === 0)) return line;
  if (line > edit.end.line || (line === edit.end.line && keepsLastLine(edit))) return line + added - removed;
  return undefined;
}

function backward(edit: LineEdit, line: number): number | undefined {
  const removed = edit.end.line - edit.start.line;
  const added = lineBreaks(edit.text);
  if (staysBefore(edit, line) || (line === edit.start.line && removed === 0 && added === 0)) return line;
  const lastNew = edit.start.line + added;
  if (line > lastNew || (line === lastNew && keepsLastLine(edit))) return line - added + removed;
  return undefined;
}

/** The beginning of the first line stays where it is, unless the edit begins at its very start. */
function staysBefore(edit: LineEdit, line: number): boolean {
  return line < edit.start.line || (line === edit.start.line && edit.start.character > 0);
}

/** Whole lines were replaced by whole lines, so the line on which the range ends is untouched. */
function keepsLastLine(edit: LineEdit): boolean {
  return edit.start.character === 0 && edit.end.character === 0 && (edit.text === "" || edit.text.endsWith("\n"));
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

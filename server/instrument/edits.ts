// Positioned insertions into a source text. Nothing ever adds a line, so line numbers stay those of the user's file.

export interface Edits {
  /** Puts `text` at `position`. Insertions at one position keep the order in which they were made. */
  insert(position: number, text: string): void;
  /** Puts `text` in the place of `start..end`; line breaks of the replaced text are kept. */
  replace(start: number, end: number, text: string): void;
  apply(): string;
  /** Offset in the original text of an offset in the result. */
  original(offset: number): number;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function createEdits(source: string): Edits {
  const edits: Edit[] = [];
  let sorted = true;
  const ordered = (): readonly Edit[] => {
    // What is inserted where a replaced range begins stands before it.
    if (!sorted) edits.sort((a, b) => a.start - b.start || Number(isReplacement(a)) - Number(isReplacement(b)));
    sorted = true;
    return edits;
  };
  const push = (edit: Edit): void => {
    const last = edits.at(-1);
    if (last !== undefined && (last.start > edit.start || (last.start === edit.start && isReplacement(last))))
      sorted = false;
    edits.push(edit);
  };
  return {
    insert: (position, text) => push({ start: position, end: position, text }),
    replace(start, end, text) {
      const lines = source.slice(start, end).match(/\r?\n/g)?.join("") ?? "";
      push({ start, end, text: text + lines });
    },
    apply() {
      const parts: string[] = [];
      let at = 0;
      for (const edit of ordered()) {
        if (edit.start < at) continue; // Inside a replaced range.
        parts.push(source.slice(at, edit.start), edit.text);
        at = edit.end;
      }
      parts.push(source.slice(at));
      return parts.join("");
    },
    original(offset) {
      let shift = 0;
      let at = 0;
      for (const edit of ordered()) {
        if (edit.start < at) continue;
        if (edit.start + shift >= offset) break;
        at = edit.end;
        shift += edit.text.length - (edit.end - edit.start);
        if (edit.end + shift >= offset) return edit.start;
      }
      return offset - shift;
    },
  };
}

function isReplacement(edit: Edit): boolean {
  return edit.end > edit.start;
}

// A few lines of source around a range, with a mark beneath it, as compilers print it.

import type { Range } from "#protocol/finding";

/** Lines shown before the range. */
const BEFORE = 1;
/** Lines shown of a long range. */
const LONGEST = 4;
/** Characters shown of a long line. */
const WIDEST = 160;

export interface FrameColours {
  dim(text: string): string;
  red(text: string): string;
}

/** Empty where the range lies outside of the text. */
export function codeFrame(text: string, range: Range, colours: FrameColours): string {
  const lines = text.split(/\r?\n/);
  if (range.start.line >= lines.length) return "";
  const first = Math.max(0, range.start.line - BEFORE);
  const last = Math.min(lines.length - 1, range.end.line, range.start.line + LONGEST - 1);
  const width = String(last + 1).length;
  const out: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const line = lines[number] ?? "";
    out.push(
      `${colours.dim(`${String(number + 1).padStart(width)} |`)} ${terminalText(line.slice(0, WIDEST))}`.trimEnd(),
    );
    if (number !== range.start.line) continue;
    const end = range.end.line === number ? range.end.character : line.length;
    const mark = "^".repeat(Math.max(1, Math.min(end, WIDEST) - range.start.character));
    if (range.start.character < WIDEST) {
      out.push(`${colours.dim(`${" ".repeat(width)} |`)} ${blank(line, range.start.character)}${colours.red(mark)}`);
    }
  }
  return out.join("\n");
}

/** Text of the workspace must not steer the terminal: control characters are shown, not sent. */
export function terminalText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\ufffd");
}

/** As wide as the line's beginning, tabs included. */
function blank(line: string, length: number): string {
  return line.slice(0, length).replace(/[^\t]/g, " ");
}

// Widths of texts in CSS pixels, for drawings that must cut a text to fit.

/** Measures in one font, and remembers what it measured. */
export function textMeasure(font: string): (text: string) => number {
  const ctx = new OffscreenCanvas(1, 1).getContext("2d");
  const known = new Map<string, number>();
  if (ctx !== null) ctx.font = font;
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const width = ctx === null ? 7 * text.length : ctx.measureText(text).width;
    if (known.size < 5000) known.set(text, width);
    return width;
  };
}

// A 2D context that draws nothing and remembers every call and every property set, so that painting can be tested without pixels.

export type DrawCall = readonly [name: string, ...values: unknown[]];

export interface DrawLog {
  readonly ctx: CanvasRenderingContext2D;
  readonly calls: readonly DrawCall[];
}

/** Texts are `charWidth` pixels a letter wide. */
export function drawLog(charWidth = 6): DrawLog {
  const calls: DrawCall[] = [];
  const ctx = new Proxy(
    {},
    {
      get: (_, name) =>
        name === "measureText" ? (text: string) => ({ width: charWidth * text.length }) : record(String(name)),
      set: (_, name, value: unknown) => {
        calls.push([`set ${String(name)}`, value]);
        return true;
      },
    },
  );
  const record =
    (name: string) =>
    (...values: unknown[]): unknown => {
      calls.push([name, ...values]);
      return name === "createPattern" ? `pattern ${calls.filter((it) => it[0] === "createPattern").length}` : undefined;
    };
  return { ctx: ctx as CanvasRenderingContext2D, calls };
}

// Which rows of a long list are in sight.

/** Indices from `from` up to but without `to`, with a few rows more on both sides. */
export function rowsInSight(
  scroll: number,
  height: number,
  rowHeight: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const spare = 4;
  const from = Math.max(0, Math.min(count, Math.floor(scroll / rowHeight)) - spare);
  const to = Math.min(count, Math.ceil((scroll + height) / rowHeight) + spare);
  return { from, to: Math.max(from, to) };
}

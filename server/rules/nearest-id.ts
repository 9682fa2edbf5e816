// The rule that somebody meant who mistyped its id.

/** ` Did you mean ...?` with the known id that shares most with a mistyped one; empty where none is near. */
export function didYouMean(typo: string, known: ReadonlySet<string>): string {
  let best: { readonly id: string; readonly distance: number } | undefined;
  for (const id of known) {
    const distance = editDistance(typo, id);
    if (best === undefined || distance < best.distance) best = { id, distance };
  }
  return best !== undefined && best.distance <= 3 ? ` Did you mean \`${best.id}\`?` : "";
}

/** Levenshtein's distance; ids are short, and what is longer than any id is not compared. */
function editDistance(a: string, b: string): number {
  if (a.length > 60) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

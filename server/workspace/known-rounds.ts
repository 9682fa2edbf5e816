// Which files are read next is asked after every edit, and nearly always answered as before: the answers are kept, with all that they followed from.

import type { FileFacts } from "#server/model/facts";
import { perModel } from "#server/model/per-model";
import { holdersIn, type Known, nextRound } from "./next-round";

export interface ScannedText {
  readonly hash: string;
  readonly imports: readonly string[];
}

/** `nextRound`, with the answer of last time for the same round where nothing that it depends on has changed. */
export function knownRounds(): (
  round: number,
  known: Known,
  scans: ReadonlyMap<string, ScannedText>,
) => readonly string[] {
  const answers: { readonly from: readonly string[]; readonly next: readonly string[] }[] = [];
  return (round, known, scans) => {
    const from: string[] = [];
    for (const [path, scanned] of scans) {
      const facts = known.facts.get(path);
      // Of a file that is read its facts and imports count; of others the text, in which names are looked for.
      if (known.wanted.has(path)) from.push(path, facts === undefined ? "" : saidBy(facts), importsOf(scanned));
      else from.push(path, "", scanned.hash);
    }
    const before = answers[round];
    if (before !== undefined && isSame(before.from, from)) return before.next;
    const next = nextRound(known);
    answers[round] = { from, next };
    return next;
  };
}

/** What the next round depends on in a file's facts: see `Known`. */
const saidBy = perModel((file: FileFacts): string =>
  JSON.stringify([
    file.functions.map(({ id, mentions, concurrent }) => [id, mentions, concurrent]),
    holdersIn(file),
    file.renames,
  ]),
);

const importsOf = perModel(({ imports }: ScannedText): string => imports.join(" "));

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

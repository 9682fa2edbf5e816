// The parts that findings of several rules are made of: words for locks and places, fingerprints.

import type { Finding, Location, PathStep, RelatedPlace } from "#protocol/finding";
import { pathText } from "#server/model/path";
import type { Held, Lock, Place } from "#server/model/summary";

export function lockText(lock: Lock): string {
  return `\`${pathText(lock.path)}\``;
}

/** `the runExclusive callback`-style names are left out: a place is a file, a range. */
export function locationOf(place: Place): Location {
  return { file: place.file, range: place.range };
}

export function related(place: Place, message: string): RelatedPlace {
  return { ...locationOf(place), message };
}

/** Line number for people. */
export function lineOf(place: Place): number {
  return place.range.start.line + 1;
}

/** Where a person sees it happen: the outermost call that leads to it, or the place itself. */
export function outermost(held: Held): Place {
  return held.chain[0] ?? held.place;
}

/** The wait as seen from where the lock is held: without the calls, and the section, that lead to both. */
export function since(held: Held, wait: Held): Held {
  const before = [...held.chain, held.place];
  let common = 0;
  while (common < wait.chain.length && common < before.length && samePlace(wait.chain[common], before[common]))
    common++;
  return { ...wait, chain: wait.chain.slice(common) };
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.file === b.file &&
    a.range.start.line === b.range.start.line &&
    a.range.start.character === b.range.start.character
  );
}

/** The calls that lead to a place, and then the place. */
export function steps(held: Held, last: string): PathStep[] {
  const calls = held.chain.map((place, index) => {
    const next = held.chain[index + 1] ?? held.place;
    return { ...locationOf(place), message: place.in === next.in ? `in ${place.in}` : `${place.in} calls ${next.in}` };
  });
  return [...calls, { ...locationOf(held.place), message: last }];
}

/** Stable under edits elsewhere: rule, function and locks, no line numbers. */
export function fingerprint(ruleId: string, ...parts: readonly string[]): string {
  return [ruleId, ...parts.map((part) => part.replace(/^.*\/(?=[^/]*#)/, ""))].join("|");
}

export function finding(
  base: Omit<Finding, "related" | "paths" | "interleaving" | "fixes" | "identity"> & Partial<Finding>,
): Finding {
  return { related: [], paths: [], interleaving: [], fixes: [], identity: "must", ...base };
}

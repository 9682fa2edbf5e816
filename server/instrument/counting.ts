// The code that counts for itself, with a call of the engine only where a number is not all that changes (engine/runtime/pulse.ts).

import { COUNTS_NAME, SEEN_NAME } from "#engine/runtime/abi";
import { COUNTS } from "#engine/runtime/pulse";
import { probe } from "./walk";

/** One statement that costs one tick: `t`. */
export function tickCode(site: string): string {
  return `${SEEN_NAME}[${site}]===${count("job")}?(${count("ticks")}++,${at(site)}):${probe("t", site)}`;
}

/** One statement that costs nothing, since the `@cost` of another pays for it. */
export function freeTickCode(site: string): string {
  return `${SEEN_NAME}[${site}]===${count("job")}?(${count("turns")}++,${at(site)}):${probe("t", site, "0")}`;
}

/** One turn of a loop, whose body begins with a statement: `l`. The line is the statement's to say. */
export function turnCode(site: string): string {
  return `++${count("turns")}>${count("turnLimit")}&&${probe("l", site)}`;
}

/** One turn of any other loop. */
export function askedTurnCode(site: string): string {
  return `${count("turns")}++,${probe("l", site)}`;
}

/** The beginning of a function: `f`. A comma can follow. */
export function entryCode(site: string): string {
  return `++${count("turns")}>${count("turnLimit")}||${count("depth")}>=${count("depthLimit")}?${probe("f", site)}:${at(site)}`;
}

/** The same where recursion is possible, `g`; `leaveCode` belongs at its end. */
export function deepEntryCode(site: string): string {
  return `++${count("turns")}>${count("turnLimit")}|++${count("depth")}>${count("depthLimit")}?${probe("g", site)}:${at(site)}`;
}

export function leaveCode(): string {
  return `${count("depth")}--`;
}

function at(site: string): string {
  return `${count("line")}=${site}`;
}

function count(name: keyof typeof COUNTS): string {
  return `${COUNTS_NAME}[${COUNTS[name]}]`;
}

// A schedule: what decides a run. Its token is the one line that `interleave replay` takes.

import type { MachineSettings } from "./machine";
import { differences, type Parsed, withDifferences } from "./scheduling/text";
import type { SchedulingSettings } from "./scheduling/settings";
import { ENGINE_VERSION } from "./version";

/** A run in timed mode: the machine's settings decide everything, so that they are the whole schedule. */
export interface TimedSchedule {
  readonly mode: "timed";
  /** `ENGINE_VERSION` of the engine that made it. */
  readonly engine: string;
  readonly programHash: string;
  readonly machine: MachineSettings;
}

export type DecodedToken =
  | { readonly ok: true; readonly schedule: TimedSchedule }
  | { readonly ok: false; readonly error: string };

/** First field of every token, with the version of the format. */
const PREFIX = "il1";
const MAX_TOKEN_LENGTH = 100_000;

type NumberKey =
  | "cpus"
  | "quantum"
  | "contextSwitch"
  | "seed"
  | "ioLatency"
  | "threadStart"
  | "fuelPerJob"
  | "maxEvents"
  | "maxTime"
  | "maxDepth";

/** Letter of each number in a token; the order is the order in the token. */
const LETTERS: readonly (readonly [letter: string, key: NumberKey, least: number])[] = [
  ["c", "cpus", 1],
  ["q", "quantum", 1],
  ["x", "contextSwitch", 0],
  ["s", "seed", Number.MIN_SAFE_INTEGER],
  ["i", "ioLatency", 0],
  ["t", "threadStart", 0],
  ["f", "fuelPerJob", 1],
  ["e", "maxEvents", 1],
  ["m", "maxTime", 1],
  ["d", "maxDepth", 1],
];

export function timedSchedule(programHash: string, machine: MachineSettings): TimedSchedule {
  return { mode: "timed", engine: ENGINE_VERSION, programHash, machine };
}

/**
 * The token of a schedule: `il1.timed.<engine>.<program>.<policy>.<numbers>`, where the numbers are a letter and a decimal
 * each, and one more field of `key-value` pairs where scheduling settings differ from their defaults. Only characters that
 * no shell and no URL treats specially.
 */
export function encodeToken({ mode, engine, programHash, machine }: TimedSchedule): string {
  const { limits, scheduling, ...settings } = machine;
  const values: Readonly<Record<NumberKey, number>> = { ...settings, ...limits };
  const numbers = LETTERS.map(([letter, key]) => `${letter}${values[key]}`).join("_");
  const lock = machine.onePerProcess ? "_o1" : "";
  const names = [engine, programHash, machine.policy].map(escapeName);
  const pairs = differences(scheduling).map(([key, value]) => `${key}-${escapeName(value)}`);
  return [PREFIX, mode, ...names, numbers + lock, ...(pairs.length === 0 ? [] : [pairs.join("_")])].join(".");
}

/** Reads a token back. Any text is safe to give; what is wrong with it is said in one sentence. */
export function decodeToken(text: string): DecodedToken {
  const token = text.trim();
  if (token.length > MAX_TOKEN_LENGTH) return failure(`A token has at most ${MAX_TOKEN_LENGTH} characters.`);
  const fields = token.split(".");
  const [prefix, mode, engine, programHash, policy, numbers, pairs] = fields;
  if (prefix !== PREFIX) return failure(`A token begins with "${PREFIX}.".`);
  if (mode !== "timed") return failure("The token is of a kind that this version cannot replay.");
  if (
    fields.length < 6 ||
    fields.length > 7 ||
    engine === undefined ||
    programHash === undefined ||
    policy === undefined
  ) {
    return failure("The token is cut off or has too many fields.");
  }
  const names = [engine, programHash, policy].map(unescapeName);
  const values = numbersOf(numbers ?? "");
  if (typeof values === "string") return failure(values);
  const [engineName, hash, policyName] = names;
  if (engineName === undefined || hash === undefined || policyName === undefined) {
    return failure("A name in the token is damaged.");
  }
  const scheduling = schedulingOf(pairs);
  if (!scheduling.ok) return failure(`The token's scheduling settings are damaged: ${scheduling.error}`);
  const { numbers: read, onePerProcess } = values;
  const { cpus, quantum, contextSwitch, seed, ioLatency, threadStart, fuelPerJob, maxEvents, maxTime, maxDepth } = read;
  const limits = { fuelPerJob, maxEvents, maxTime, maxDepth };
  const machine: MachineSettings = {
    cpus,
    policy: policyName,
    quantum,
    contextSwitch,
    onePerProcess,
    seed,
    ioLatency,
    threadStart,
    scheduling: scheduling.value,
    limits,
  };
  return { ok: true, schedule: { mode: "timed", engine: engineName, programHash: hash, machine } };
}

function failure(error: string): DecodedToken {
  return { ok: false, error };
}

function schedulingOf(text: string | undefined): Parsed<SchedulingSettings> {
  if (text === undefined) return withDifferences([]);
  const pairs: (readonly [string, string])[] = [];
  for (const pair of text.split("_")) {
    const hyphen = pair.indexOf("-");
    const value = hyphen < 0 ? undefined : unescapeName(pair.slice(hyphen + 1));
    if (value === undefined) return { ok: false, error: "a value is missing or no proper text." };
    pairs.push([pair.slice(0, hyphen), value]);
  }
  return withDifferences(pairs);
}

function numbersOf(text: string): { numbers: Record<NumberKey, number>; onePerProcess: boolean } | string {
  const parts = new Map<string, string>();
  for (const part of text.split("_")) {
    if (parts.has(part.slice(0, 1))) return `The token says "${part.slice(0, 1)}" twice.`;
    parts.set(part.slice(0, 1), part.slice(1));
  }
  const numbers: Record<NumberKey, number> = {
    cpus: 0,
    quantum: 0,
    contextSwitch: 0,
    seed: 0,
    ioLatency: 0,
    threadStart: 0,
    fuelPerJob: 0,
    maxEvents: 0,
    maxTime: 0,
    maxDepth: 0,
  };
  for (const [letter, key, least] of LETTERS) {
    const digits = parts.get(letter);
    const value = digits !== undefined && /^-?\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN;
    if (!Number.isSafeInteger(value) || value < least) return `The token's ${key} is missing or no proper number.`;
    numbers[key] = value === 0 ? 0 : value;
    parts.delete(letter);
  }
  const lock = parts.get("o");
  if (lock !== undefined && lock !== "1") return "The token's setting of one running thread per process is damaged.";
  parts.delete("o");
  const rest = [...parts.keys()];
  return rest.length === 0
    ? { numbers, onePerProcess: lock === "1" }
    : `The token has an unknown setting "${rest[0]}".`;
}

/** Letters, digits and hyphens stay; every other UTF-16 unit becomes `~` and four hexadecimal digits. */
function escapeName(name: string): string {
  return name.replace(/[^A-Za-z0-9-]/g, (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function unescapeName(text: string): string | undefined {
  if (!/^(?:[A-Za-z0-9-]|~[0-9a-f]{4})*$/.test(text)) return undefined;
  return text.replace(/~([0-9a-f]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

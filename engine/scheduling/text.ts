// Scheduling settings as text and back: values of flags, and the part of a token that says what differs from the default.

import { DEFAULT_SCHEDULING, type SchedulingSettings, type ThreadRule } from "./settings";
import {
  isChoice,
  MOST_LEVELS,
  type NumberRow,
  SCHEDULING_TABLE,
  type SettingRow,
  soundNumber,
  soundScheduling,
} from "./table";

/** A value, or one sentence on what is wrong with the text. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** The value of a row in a form that `withSetting` reads back: `100`, `on`, `per-cpu`, `10,20,40`. */
export function settingText(settings: SchedulingSettings, row: SettingRow): string {
  switch (row.kind) {
    case "number":
      return String(settings[row.key]);
    case "switch":
      return settings[row.key] ? "on" : "off";
    case "list":
      return settings[row.key].join(",");
    case "choice":
      return settings[row.key];
  }
}

/** The settings with one of them set to what the text says. */
export function withSetting(settings: SchedulingSettings, row: SettingRow, text: string): Parsed<SchedulingSettings> {
  const value = parsedValue(row, text.trim());
  return value.ok ? { ok: true, value: { ...settings, [row.key]: value.value } } : value;
}

function parsedValue(row: SettingRow, text: string): Parsed<number | boolean | string | readonly number[]> {
  switch (row.kind) {
    case "number":
      return numberOf(row, text);
    case "switch":
      if (text === "on" || text === "true") return { ok: true, value: true };
      if (text === "off" || text === "false") return { ok: true, value: false };
      return { ok: false, error: `${row.key} is on or off.` };
    case "list": {
      if (text === "" && row.key === "levels") return { ok: true, value: [] };
      const numbers = text.split(/[,\s]+/).map(Number);
      return numbers.length <= MOST_LEVELS && numbers.every((value) => Number.isSafeInteger(value) && value >= 1)
        ? { ok: true, value: numbers }
        : { ok: false, error: `${row.key} needs whole numbers of at least 1, with commas between.` };
    }
    case "choice":
      return isChoice(row, text)
        ? { ok: true, value: text }
        : { ok: false, error: `${row.key} is one of ${row.choices.map((choice) => choice.value).join(", ")}.` };
  }
}

function numberOf(row: NumberRow, text: string): Parsed<number> {
  const value = text === "" ? Number.NaN : Number(text);
  const whole = row.unit === "share" || Number.isSafeInteger(value);
  if (!whole || Number.isNaN(value) || soundNumber(row, value) !== value) {
    const kind = row.unit === "share" ? "a number" : "a whole number";
    return { ok: false, error: `${row.key} needs ${kind} from ${row.least} to ${row.most}.` };
  }
  return { ok: true, value };
}

/** Reads `name:priority=3,cpus=0+1,tickets=50,working-set=100`. */
export function parseRule(text: string): Parsed<ThreadRule> {
  const colon = text.lastIndexOf(":");
  const usage = "Write for example `P1:priority=3,tickets=50,cpus=0+1,arrival=2000,working-set=100`.";
  if (colon < 1) return { ok: false, error: `\`${text}\` is no rule about threads. ${usage}` };
  let rule: ThreadRule = { name: text.slice(0, colon) };
  for (const part of text.slice(colon + 1).split(",")) {
    const [property = "", value = ""] = part.split("=", 2).map((piece) => piece.trim());
    const numbers = value.split("+").map((digits) => (digits === "" ? Number.NaN : Number(digits)));
    const [first = Number.NaN] = numbers;
    if (!numbers.every(Number.isSafeInteger)) return { ok: false, error: `\`${part}\` needs a whole number. ${usage}` };
    if (property === "cpus") {
      if (numbers.some((cpu) => cpu < 0)) return { ok: false, error: "CPUs are counted from 0." };
      rule = { ...rule, cpus: numbers };
    } else if (numbers.length > 1) {
      return { ok: false, error: `\`${part}\` takes one number. ${usage}` };
    } else if (property === "priority") {
      rule = { ...rule, priority: first };
    } else if (property === "tickets" && first >= 1) {
      rule = { ...rule, tickets: first };
    } else if (property === "arrival" && first >= 0) {
      rule = { ...rule, arrival: first };
    } else if (property === "working-set" && first >= 0) {
      rule = { ...rule, workingSet: first };
    } else {
      return { ok: false, error: `\`${part}\` says nothing about a thread. ${usage}` };
    }
  }
  return { ok: true, value: rule };
}

/** `P1:priority=3,cpus=0+1`. */
export function ruleText({ name, priority, tickets, cpus, arrival, workingSet }: ThreadRule): string {
  const parts = [
    priority === undefined ? "" : `priority=${priority}`,
    tickets === undefined ? "" : `tickets=${tickets}`,
    cpus === undefined ? "" : `cpus=${cpus.join("+")}`,
    arrival === undefined ? "" : `arrival=${arrival}`,
    workingSet === undefined ? "" : `working-set=${workingSet}`,
  ];
  return `${name}:${parts.filter((part) => part !== "").join(",")}`;
}

/** `key-value` pairs of what differs from the default; empty where nothing does. */
export function differences(settings: SchedulingSettings): readonly (readonly [key: string, value: string])[] {
  const rows = SCHEDULING_TABLE.flatMap((row) => {
    const text = settingText(settings, row);
    return text === settingText(DEFAULT_SCHEDULING, row) ? [] : [[row.key, text] as const];
  });
  const { threads } = settings;
  return threads.length === 0 ? rows : [...rows, ["threads", threads.map(ruleText).join("\n")]];
}

/** The default with such pairs applied. */
export function withDifferences(pairs: readonly (readonly [key: string, value: string])[]): Parsed<SchedulingSettings> {
  let settings = DEFAULT_SCHEDULING;
  const seen = new Set<string>();
  for (const [key, text] of pairs) {
    if (seen.has(key)) return { ok: false, error: `"${key}" is there twice.` };
    seen.add(key);
    const next = key === "threads" ? withRules(settings, text) : withKey(settings, key, text);
    if (!next.ok) return next;
    settings = next.value;
  }
  return { ok: true, value: soundScheduling(settings) };
}

function withKey(settings: SchedulingSettings, key: string, text: string): Parsed<SchedulingSettings> {
  const row = SCHEDULING_TABLE.find((each) => each.key === key);
  return row === undefined ? { ok: false, error: `There is no setting "${key}".` } : withSetting(settings, row, text);
}

function withRules(settings: SchedulingSettings, text: string): Parsed<SchedulingSettings> {
  const threads: ThreadRule[] = [];
  for (const line of text.split("\n")) {
    const rule = parseRule(line);
    if (!rule.ok) return rule;
    threads.push(rule.value);
  }
  return { ok: true, value: { ...settings, threads } };
}

// The user's settings as they come from a client: checked, with what cannot be used said and left out.

import * as v from "valibot";
import type { Severity } from "#protocol/finding";
import { DEFAULT_SETTINGS, type InterleaveSettings } from "#protocol/settings";
import { didYouMean } from "#server/rules/nearest-id";

export interface CheckedSettings {
  readonly settings: InterleaveSettings;
  /** One sentence for each value that was not understood. */
  readonly complaints: readonly string[];
}

const LEVELS = ["off", "error", "warning", "information"] as const satisfies readonly (Severity | "off")[];
const level = v.picklist(LEVELS);

/**
 * Reads the section `interleave`. Every value that is wrong falls back to its default on its own.
 * @param known ids of the rules there are
 */
export function checkSettings(section: unknown, known: ReadonlySet<string>): CheckedSettings {
  const complaints: string[] = [];
  const values = record(section);
  return {
    settings: {
      enable: flag(values.enable, DEFAULT_SETTINGS.enable, "interleave.enable", complaints),
      rules: rules(values.rules, known, complaints),
      codeLens: {
        enabled: flag(
          record(values.codeLens).enabled,
          DEFAULT_SETTINGS.codeLens.enabled,
          "interleave.codeLens.enabled",
          complaints,
        ),
      },
    },
    complaints,
  };
}

function flag(value: unknown, fallback: boolean, name: string, complaints: string[]): boolean {
  if (value === undefined || value === null) return fallback;
  if (typeof value === "boolean") return value;
  complaints.push(`Setting \`${name}\` must be true or false.`);
  return fallback;
}

function rules(value: unknown, known: ReadonlySet<string>, complaints: string[]): InterleaveSettings["rules"] {
  if (value === undefined || value === null) return DEFAULT_SETTINGS.rules;
  const chosen: Record<string, Severity | "off"> = {};
  for (const [id, wanted] of Object.entries(record(value))) {
    const parsed = v.safeParse(level, wanted);
    if (!known.has(id)) {
      complaints.push(`Setting \`interleave.rules\`: there is no rule \`${id}\`.${didYouMean(id, known)}`);
    } else if (!parsed.success) {
      complaints.push(`Setting \`interleave.rules\`: \`${id}\` must be one of ${LEVELS.join(", ")}.`);
    } else {
      chosen[id] = parsed.output;
    }
  }
  return chosen;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

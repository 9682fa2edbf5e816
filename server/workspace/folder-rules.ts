// What the `interleave.json` files of folders say of rules: how severe they are, where they are off, and which files are not reported.

import picomatch from "picomatch";
import type { Finding, Severity } from "#protocol/finding";

export type Level = Severity | "off";
type Levels = Readonly<Record<string, Level | undefined>>;

export interface FolderRules {
  /** Absolute path of the folder that the file lies in, and that its patterns are relative to. */
  readonly folder: string;
  readonly rules: Levels;
  /** Later ones win. */
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules: Levels }[];
  readonly ignore: readonly string[];
}

/**
 * The finding as the folders above its file want it, with what an inner one says before what an outer one says;
 * `undefined` where it is not wanted.
 */
export function folderSettings(all: readonly FolderRules[]): (finding: Finding) => Finding | undefined {
  const outermostFirst = [...all].sort((a, b) => a.folder.length - b.folder.length).map(compiled);
  return (finding) => {
    let level: Level = finding.severity;
    for (const { folder, rules, overrides, ignores } of outermostFirst) {
      if (!finding.file.startsWith(`${folder}/`)) continue;
      const path = finding.file.slice(folder.length + 1);
      if (ignores(path)) return undefined;
      level = rules[finding.ruleId] ?? level;
      for (const one of overrides) if (one.matches(path)) level = one.rules[finding.ruleId] ?? level;
    }
    if (level === "off") return undefined;
    return level === finding.severity ? finding : { ...finding, severity: level };
  };
}

function compiled({ folder, rules, overrides, ignore }: FolderRules) {
  return {
    folder,
    rules,
    overrides: overrides.map((one) => ({ rules: one.rules, matches: matcher(one.files) })),
    ignores: matcher(ignore),
  };
}

/** A pattern without a slash is about a name at any depth, and one that names a folder about all in it, as in a .gitignore. */
function matcher(patterns: readonly string[]): (path: string) => boolean {
  const spelled = patterns.flatMap((pattern) => {
    const plain = pattern.replace(/^\.?\//, "").replace(/\/+$/, "");
    const rooted = plain.includes("/") || pattern.startsWith("/") || pattern.startsWith("./");
    const from = rooted ? plain : `**/${plain}`;
    return [from, `${from}/**`];
  });
  return spelled.length === 0 ? () => false : picomatch(spelled, { dot: true });
}

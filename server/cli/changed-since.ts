// Which files were changed since a commit, by git: what a reviewer of a branch wants to hear about.

import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { normalPath } from "#server/features/paths";
import { UsageError } from "./exit-codes";

/**
 * Absolute paths of files that differ from `commit` in the work tree, staged or not, and of files that git does not know yet.
 * @throws UsageError where there is no repository, or no such commit
 */
export function changedSince(commit: string, directory: string): ReadonlySet<string> {
  const root = git(directory, "rev-parse", "--show-toplevel").trim();
  // Refused by git itself where it is no commit; an option in its place is not taken for one.
  const base = git(directory, "rev-parse", "--verify", "--quiet", "--end-of-options", `${commit}^{commit}`).trim();
  const changed = git(root, "diff", "--name-only", "-z", base, "--");
  const unknown = git(root, "ls-files", "--others", "--exclude-standard", "-z");
  const names = `${changed}${unknown}`.split("\0").filter((name) => name !== "");
  return new Set(names.map((name) => normalPath(resolve(root, name))));
}

function git(directory: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync("git", args, {
    cwd: directory,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw new UsageError(`\`--changed-since\` needs git: ${error.message}`);
  if (status !== 0) {
    const said = stderr.trim().split("\n")[0] ?? "";
    throw new UsageError(
      `\`--changed-since\`: ${said === "" ? "git knows no such commit" : said.replace(/^fatal: /, "git says: ")}.`,
    );
  }
  return stdout;
}

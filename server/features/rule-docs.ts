// Where a rule's document can be read.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The documents in the repository, for where they are not shipped beside the program. */
const ONLINE = "https://github.com/interleave/interleave/blob/main/docs/rules/";

/** Beside `dist/`, where the bundle of this file lies. */
const SHIPPED = join(__dirname, "..", "docs", "rules");

/** Address of `docs/rules/<id>.md`: the shipped file, which an editor opens without a network, else the repository's. */
export function ruleDocUrl(ruleId: string, shipped: string = SHIPPED): string {
  const name = `${encodeURIComponent(ruleId)}.md`;
  const file = join(shipped, name);
  return existsSync(file) ? pathToFileURL(file).href : ONLINE + name;
}

/** For reports that are read elsewhere. */
export function onlineRuleDocUrl(ruleId: string): string {
  return `${ONLINE}${encodeURIComponent(ruleId)}.md`;
}

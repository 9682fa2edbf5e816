// docs/precision.md as text: recall per family, false alarms on the corrected twins, and what is missed with the reason.

import { FAMILIES, type Family, KERNELS, OUTSIDE_SUITE, SUITE_SIZE, UNTOLD } from "./manifest";
import type { Measured } from "./measure";

/** The line with the time, which differs from run to run. */
export const TIME_LINE = /^Time: .*$/m;

export function precisionText(measured: Measured): string {
  const suite = KERNELS.filter(({ family }) => !OUTSIDE_SUITE.has(family));
  const others = KERNELS.filter(({ family }) => OUTSIDE_SUITE.has(family));
  const found = suite.filter(({ rule }) => rule !== undefined).length;
  const more = others.filter(({ rule, noted }) => rule !== undefined && noted !== true).length;
  const suspected = others.filter(({ noted }) => noted === true).length;
  const alarms = KERNELS.reduce((sum, kernel) => sum + measured.alarms(kernel).length, 0);
  const { ms } = measured.result.stats;
  const families = (Object.keys(FAMILIES) as Family[]).map((family) => {
    const members = KERNELS.filter((kernel) => kernel.family === family);
    const hits = members.filter(({ rule, noted }) => rule !== undefined && noted !== true).length;
    const wrong = members.reduce((sum, kernel) => sum + measured.alarms(kernel).length, 0);
    return `| ${family} | ${FAMILIES[family]} | ${members.length} | ${hits} | ${wrong} |`;
  });
  const rows = KERNELS.map(({ family, name, rule, noted }) => {
    const by = rule === undefined ? "missed" : `\`${rule}\`${noted === true ? " (information)" : ""}`;
    return `| [${name}](../test/kernels/${family}/${name}.ts) | ${family} | ${by} |`;
  });
  const untold = UNTOLD.map(({ name, why }) => `- **${name}**: ${why}.`);
  const missed = KERNELS.filter(({ rule }) => rule === undefined).map(
    ({ family, name, missing = "" }) => `- **${name}** (${family}): ${missing}.`,
  );
  return `# Precision

What the analyzer finds in known bugs, and what it says about the same programs once they are right.

GoKer is the set of ${SUITE_SIZE} blocking bugs of the GoBench suite (Yuan et al., CGO 2021), cut down to kernels from real Go projects.
Each is told again here as asynchronous TypeScript, in our own code, with its corrected twin beside it. A kernel counts as found
when the rule named in the table reports it; a twin must have no finding at warning or error. \`npm run precision\` makes this page.

Beside them stand bugs of JavaScript projects, told again from their public issues and pull requests, in the families
${[...OUTSIDE_SUITE].join(", ")}. They are those of a survey of ${others.length + UNTOLD.length} such reports; what of them is not told here stands under *Not told*.

Found: ${found} of ${suite.length} that are written so far (${SUITE_SIZE} in the suite), and ${more} of ${others.length} from JavaScript projects, ${suspected} more of which are only suspected, at information. False alarms on ${KERNELS.length} twins: ${alarms}.

Time: ${ms} ms for all ${KERNELS.length * 2} files, types included.

## Per family

| family | what goes wrong | kernels | found | false alarms on twins |
| --- | --- | --- | --- | --- |
${families.join("\n")}

## Missed

${missed.length === 0 ? "None of those that are written." : missed.join("\n")}

## Not told

Reports of the survey that are no kernels, because no rule about source could find them, or because there is nothing to find:

${untold.join("\n")}

## Per kernel

| kernel | family | found by |
| --- | --- | --- |
${rows.join("\n")}
`;
}

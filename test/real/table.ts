// docs/real-code.md as text: what was checked, how right the findings are, each with the reason, and what is known to be missed.

import type { Judged, RealPackage, Verdicts } from "./verdicts";

export function realCodeText({ packages, findings, corrected, missed }: Verdicts): string {
  const serious = findings.filter(isSerious);
  const mild = findings.filter((finding) => !isSerious(finding) && finding.verdict !== "");
  const unread = findings.length - serious.length - mild.length;
  return `# Real code

What \`interleave check\` says about source that other people published, and whether it is right. Every finding at warning or error,
and a sample of the information ones, was judged by reading the code. *True*: the code does what the finding says. *Debatable*: it does,
but there may be a reason outside of the source why it never matters. *False*: it does not.

\`npm run real\` fetches the same packages from npm, checks them and prints what differs from this record; it needs some minutes.
The packages' own dependencies are not installed, only those in Interleave's catalog: what a type from elsewhere would tell is not known.

At warning or above: ${rate(serious)}. At information: ${rate(mild)}${unread === 0 ? "" : `, ${unread} not judged`}.

## Packages

| package | why it is here | files | read with types | warning or above | information |
| --- | --- | --- | --- | --- | --- |
${packages.map((one) => packageRow(one, findings)).join("\n")}

## Rules

| rule | severity | true | debatable | false | not judged |
| --- | --- | --- | --- | --- | --- |
${ruleRows(findings).join("\n")}

## Findings

${packages
  .map((one) => [one, findings.filter((finding) => finding.package === one.name && finding.verdict !== "")] as const)
  .filter(([, own]) => own.length > 0)
  .map(([one, own]) => `### ${one.name}\n\n${own.map(findingRow).join("\n")}`)
  .join("\n\n")}

## False alarms that are gone

These were reported when the packages were first checked. The rate above is that of the analyzer after their causes were mended, so
it says little about packages that nobody has looked at yet.

${corrected.map((one) => `- **${one.package}** ${one.place}, \`${one.rule}\`: ${one.cause}`).join("\n")}

## Known bugs that are missed

${missed.map((one) => `- **${one.package}** ${one.place}: ${one.what} Not found because ${one.why}`).join("\n")}
`;
}

export function isSerious({ severity }: Judged): boolean {
  return severity !== "information";
}

function rate(findings: readonly Judged[]): string {
  const count = (verdict: Judged["verdict"]): number => findings.filter((one) => one.verdict === verdict).length;
  return `${findings.length} findings, ${count("true")} true, ${count("debatable")} debatable, ${count("false")} false`;
}

function packageRow({ name, version, uses, files, analysed }: RealPackage, findings: readonly Judged[]): string {
  const own = findings.filter((finding) => finding.package === name);
  const serious = own.filter(isSerious).length;
  return `| ${name}@${version} | ${uses} | ${files} | ${analysed} | ${serious} | ${own.length - serious} |`;
}

function ruleRows(findings: readonly Judged[]): string[] {
  const keys = [...new Set(findings.map(({ rule, severity }) => `${rule}|${severity}`))].sort();
  return keys.map((key) => {
    const own = findings.filter(({ rule, severity }) => `${rule}|${severity}` === key);
    const counts = (["true", "debatable", "false", ""] as const).map(
      (verdict) => own.filter((finding) => finding.verdict === verdict).length,
    );
    const [rule = "", severity = ""] = key.split("|");
    return `| \`${rule}\` | ${severity} | ${counts.join(" | ")} |`;
  });
}

function findingRow({ file, line, rule, severity, verdict, reason }: Judged): string {
  return `- **${verdict}**: ${severity} \`${rule}\` at ${file}:${line}. ${reason}`;
}

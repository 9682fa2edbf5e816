// `npm run real`: checks the packages of verdicts.json and prints what differs from the record. `--write` renews the record.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "#protocol/finding";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";
import { realCodeText } from "./table";
import { folderOf, type Judged, type RealPackage, readVerdicts, writeVerdicts } from "./verdicts";

const root = process.cwd();
const write = process.argv.includes("--write");
const only = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));

/** The same for all: their own need packages that are not here. */
const PROJECT = {
  compilerOptions: {
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    strict: true,
    jsx: "preserve",
    experimentalDecorators: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  },
  include: ["src", "lib", "packages"],
  exclude: ["**/node_modules", "**/*.d.ts", "**/dist", "**/test", "**/tests"],
};

await main();

async function main(): Promise<void> {
  const recorded = readVerdicts(root);
  const packages: RealPackage[] = [];
  const findings: Judged[] = [];
  let differences = 0;
  for (const one of recorded.packages) {
    const before = recorded.findings.filter((finding) => finding.package === one.name);
    if (only.length > 0 && !only.includes(one.name)) {
      packages.push(one);
      findings.push(...before);
      continue;
    }
    const started = performance.now();
    const { now, files, analysed } = await check(one);
    const after = now.map((finding) => withVerdict(finding, before));
    const gone = before.filter((old) => !after.some((finding) => same(finding, old)));
    const fresh = after.filter((finding) => !before.some((old) => same(finding, old)));
    console.log(
      `${one.name}@${one.version}: ${files} files, ${analysed} read, ${now.length} findings, ${Math.round((performance.now() - started) / 1000)} s`,
    );
    for (const finding of gone) console.log(`  - ${line(finding)}`);
    for (const finding of fresh) console.log(`  + ${line(finding)}`);
    differences += gone.length + fresh.length;
    packages.push({ ...one, files, analysed });
    findings.push(...after);
  }
  if (write) {
    const verdicts = { ...recorded, packages, findings };
    writeVerdicts(root, verdicts);
    writeFileSync(join(root, "docs/real-code.md"), realCodeText(verdicts));
  }
  console.log(differences === 0 ? "As recorded." : `${differences} differences from the record.`);
  process.exitCode = differences === 0 || write ? 0 : 1;
}

/** All source of the package with the packages of this repository as its dependencies: those of the catalog have types. */
async function check(one: RealPackage): Promise<{ now: Judged[]; files: number; analysed: number }> {
  const folder = folderOf(root, one);
  const project = join(folder, "tsconfig.interleave.json");
  writeFileSync(project, JSON.stringify(PROJECT));
  const result = await createWorkspace(folder, diskHost(folder), { project }).analyze();
  const now = [...result.findings.values()].flat().map((finding) => judged(finding, one, folder));
  now.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return { now, files: result.stats.files, analysed: result.stats.analysed };
}

function judged({ file, range, ruleId, severity, fingerprint }: Finding, one: RealPackage, folder: string): Judged {
  return {
    package: one.name,
    file: file.slice(folder.length + 1),
    line: range.start.line + 1,
    rule: ruleId,
    severity,
    fingerprint,
    verdict: "",
    reason: "",
  };
}

function withVerdict(finding: Judged, before: readonly Judged[]): Judged {
  const old = before.find((one) => same(finding, one));
  return old === undefined ? finding : { ...finding, verdict: old.verdict, reason: old.reason };
}

/** The fingerprint alone can be shared by two findings of one function, so the line decides among those. */
function same(a: Judged, b: Judged): boolean {
  return a.fingerprint === b.fingerprint && a.file === b.file && a.line === b.line && a.severity === b.severity;
}

function line({ file, line: number, rule, severity, verdict }: Judged): string {
  return `${severity} ${rule} ${file}:${number}${verdict === "" ? "" : ` (judged ${verdict})`}`;
}

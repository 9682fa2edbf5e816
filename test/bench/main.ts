// `npm run bench [engine|analyzer|keystroke] [paths, or what of the engine]`: measures one subject, or all, and prints ratios; asserts nothing.

import { benchAnalyzer } from "./analyzer";
import { benchEngine } from "./engine";
import { benchKeystroke } from "./keystroke";

/** Takes what follows the subject's name: paths, or for the engine one of its own subjects. */
const SUBJECTS: Readonly<Record<string, (paths: readonly string[]) => Promise<void>>> = {
  engine: ([wanted]) => benchEngine(wanted, [process.argv[1] ?? "", "engine"]),
  analyzer: benchAnalyzer,
  keystroke: benchKeystroke,
};

void main(process.argv.slice(2));

async function main([subject, ...paths]: readonly string[]): Promise<void> {
  for (const [name, bench] of Object.entries(SUBJECTS)) {
    if (subject !== undefined && subject !== name) continue;
    if (name !== "engine" || paths.length === 0) console.log(`\n${name}`);
    await bench(paths);
  }
  if (subject !== undefined && SUBJECTS[subject] === undefined)
    throw new Error(`There is no benchmark ${subject}; there are ${Object.keys(SUBJECTS).join(", ")}.`);
}

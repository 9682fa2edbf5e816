// The files that the analyzer takes longest for, each alone and with no types resolved: none may take over a second.

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { analyse, PILES, sourcesUnder } from "#test/support/odd-sources";

const SHOWN = 5;

export async function benchSlowestFile(): Promise<void> {
  const modules = join(process.cwd(), "node_modules");
  const paths = [...new Set([...PILES, "effect/src"].flatMap((pile) => sourcesUnder(join(modules, pile))))];
  const times: { readonly path: string; readonly seconds: number }[] = [];
  for (const path of paths) {
    const text = readFileSync(path, "utf8");
    const before = process.cpuUsage();
    await analyse(new Map([[path, text]]));
    times.push({ path, seconds: process.cpuUsage(before).user / 1e6 });
  }
  times.sort((a, b) => b.seconds - a.seconds);
  console.log(`slowest of ${paths.length} files of installed packages, parsing included (bar: 1 s CPU)`);
  for (const { path, seconds } of times.slice(0, SHOWN))
    console.log(`  ${seconds.toFixed(2).padStart(6)} s CPU  ${relative(modules, path)}`);
}

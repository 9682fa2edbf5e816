// `npm run real [-- --write] [package ...]`: fetches the packages of test/real/verdicts.json, checks them, and prints what differs.

import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runBundled } from "./lib/bundled.mjs";
import { must, npm, root } from "./lib/run.mjs";
import { main, say } from "./lib/say.mjs";
import { checkNode, ensurePackages } from "./lib/setup.mjs";

await main(async () => {
  checkNode();
  await ensurePackages();
  const { packages } = JSON.parse(readFileSync(join(root, "test/real/verdicts.json"), "utf8"));
  for (const { name, version } of packages) {
    const folder = join(root, ".cache/real", `${name.replaceAll("/", "+")}@${version}`);
    if (existsSync(join(folder, "package"))) continue;
    say(`fetching ${name}@${version}`);
    mkdirSync(folder, { recursive: true });
    await npm(`Fetching ${name}`, ["pack", `${name}@${version}`, "--pack-destination", folder], { quiet: true });
    const archive = readdirSync(folder).find((file) => file.endsWith(".tgz"));
    await must("Unpacking", "tar", ["-xzf", archive], { cwd: folder, quiet: true });
  }
  return runBundled("test/real/main.ts", process.argv.slice(2), ["--max-old-space-size=3000"]);
});

// `npm run bench [subject] [paths]`: runs test/bench/main.ts. Prints ratios; never a test.

import { join } from "node:path";
import { runBundled } from "./lib/bundled.mjs";
import { must, root } from "./lib/run.mjs";
import { main } from "./lib/say.mjs";
import { checkNode, ensurePackages } from "./lib/setup.mjs";

await main(async () => {
  checkNode();
  await ensurePackages();
  // What is measured in processes of its own is what ships.
  await must("The build", process.execPath, [join(root, "scripts/build.mjs"), "--production"], { quiet: true });
  const [subject, ...more] = process.argv.slice(2);
  const code = await runBundled("test/bench/main.ts", process.argv.slice(2));
  if (code !== 0 || (subject !== undefined && subject !== "engine")) return code;
  // Not at the top: on a new machine the packages are installed first.
  const { harden } = await import("./lib/harden/plugin.mjs");
  return runBundled("test/bench/hardened.ts", more, [], [harden("server/host/engine-host.ts")]);
});

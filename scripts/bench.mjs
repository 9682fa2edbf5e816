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
  return runBundled("test/bench/main.ts", process.argv.slice(2));
});

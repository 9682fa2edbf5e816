// `npm run precision`: analyses all kernels and writes docs/precision.md anew.

import { bin, must } from "./lib/run.mjs";
import { main, say } from "./lib/say.mjs";
import { checkNode, ensurePackages } from "./lib/setup.mjs";

await main(async () => {
  checkNode();
  await ensurePackages();
  await must("The measurement", process.execPath, [bin("vitest/vitest.mjs"), "run", "test/precision"], {
    env: { UPDATE: "1" },
  });
  say("docs/precision.md is new");
});

// `npm run catalog`: writes docs/catalog.md and the schema of interleave.json anew from the catalog.

import { bin, must } from "./lib/run.mjs";
import { main, say } from "./lib/say.mjs";
import { checkNode, ensurePackages } from "./lib/setup.mjs";

await main(async () => {
  checkNode();
  await ensurePackages();
  await must("Writing", process.execPath, [bin("vitest/vitest.mjs"), "run", "test/catalog/written.test.ts"], {
    env: { UPDATE: "1" },
  });
  say("docs/catalog.md and schemas/interleave.schema.json are new");
});

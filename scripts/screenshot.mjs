// `npm run screenshot`: takes the pictures anew in the real editor and keeps the README's one as docs/screenshot.png.

import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { must, root } from "./lib/run.mjs";
import { main, Stop, say } from "./lib/say.mjs";
import { checkNode, ensurePackages } from "./lib/setup.mjs";

await main(async () => {
  checkNode();
  await ensurePackages();
  const node = process.execPath;
  await must("The build", node, [join(root, "scripts", "build.mjs"), "--production"], { quiet: true });
  await must("The editor tests", node, [join(root, "test", "editor", "run.mjs"), "server"], {
    env: { INTERLEAVE_EDITOR_GREP: "the bank" },
  });
  const picture = join(root, "test-artifacts", "deadlock.png");
  if (!existsSync(picture)) throw new Stop("The editor tests took no picture of the deadlock.");
  copyFileSync(picture, join(root, "docs", "screenshot.png"));
  say("docs/screenshot.png is new");
});

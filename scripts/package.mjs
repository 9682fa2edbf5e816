// `npm run package`: a production build, packed as interleave-<version>.vsix.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { bin, must, root } from "./lib/run.mjs";
import { main, say, step } from "./lib/say.mjs";
import { checkNode, ensurePackages } from "./lib/setup.mjs";

await main(async () => {
  checkNode();
  await ensurePackages();
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const file = `interleave-${version}.vsix`;
  await step("Building for production", () =>
    must("The build", process.execPath, [join(root, "scripts", "build.mjs"), "--production"], { quiet: true }),
  );
  await step(`Packing ${file}`, () =>
    // The bundles hold the dependencies. README's relative links stay as they are: there is no public repository to point at.
    must(
      "vsce",
      process.execPath,
      [
        bin("@vscode/vsce/vsce"),
        "package",
        "--no-dependencies",
        "--no-rewrite-relative-links",
        "--allow-missing-repository",
        "--out",
        file,
      ],
      { quiet: true },
    ),
  );
  say(`${file}: ${(statSync(join(root, file)).size / 1024 / 1024).toFixed(2)} MB`);
});

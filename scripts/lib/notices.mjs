// The licences of the packages whose code or files ship inside the extension, as one text.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @param root the project's folder
 * @param metafiles what esbuild says of each bundle
 * @param more packages that ship without being bundled, or inside another package's file
 */
export function thirdPartyNotices(root, metafiles, more) {
  const folders = new Set(more.map((name) => `node_modules/${name}`));
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        // The last one: packages nest.
        const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  const parts = [...folders].sort().map((folder) => notice(join(root, folder)));
  return `Interleave contains code of these packages.\n\n${parts.join("\n")}`;
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|third)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
  return `${"=".repeat(80)}\n${name} ${version} (${license ?? "see below"})\n\n${texts.join("\n\n")}\n`;
}
